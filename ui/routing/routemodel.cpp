// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/routemodel.h"

#include "routing/routechanges.h"
#include "workspace/statuscolour.h"

#include <QFont>
#include <QLocale>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr quintptr isBroker = 0; ///< a queue's id is its broker's row + 1
constexpr int lastUsedAlpha = 70;

} // namespace

std::vector<RouteModel::Broker> RouteModel::brokersOf(const TopicRoute &route)
{
    std::vector<Broker> brokers;
    for (const BrokerRoute &broker : route.brokers) {
        const auto queues = std::ranges::find(route.queues, broker.broker, &QueueRoute::broker);
        brokers.push_back(
            {broker.broker, broker.master(), queues == route.queues.end() ? QueueRoute() : *queues});
    }
    std::ranges::sort(brokers, {}, &Broker::name);
    return brokers;
}

void RouteModel::setRoute(const TopicRoute &route)
{
    std::vector<Broker> brokers = brokersOf(route);
    const bool isSame = std::ranges::equal(m_brokers, brokers, [](const Broker &a, const Broker &b) {
        return a.name == b.name && a.queues() == b.queues();
    });
    if (isSame) { // what is expanded and selected stays
        m_brokers = std::move(brokers);
        tellChanged();
        return;
    }
    beginResetModel();
    m_brokers = std::move(brokers);
    endResetModel();
}

void RouteModel::setPenalties(const QList<BrokerPenalty> &penalties)
{
    m_penalties = penalties;
    tellChanged();
}

void RouteModel::setCounts(const QueueCounts &counts, const std::optional<QueueKey> &last)
{
    m_counts = counts;
    m_last = last;
    tellChanged();
}

void RouteModel::setPalette(const QPalette &palette)
{
    m_palette = palette;
    tellChanged();
}

void RouteModel::tellChanged()
{
    if (m_brokers.empty())
        return;
    const int last = int(m_brokers.size()) - 1;
    Q_EMIT dataChanged(index(0, 0), index(last, ColumnCount - 1));
    for (int row = 0; row <= last; ++row) {
        const QModelIndex broker = index(row, 0);
        if (const int queues = rowCount(broker); queues > 0)
            Q_EMIT dataChanged(index(0, 0, broker), index(queues - 1, ColumnCount - 1, broker));
    }
}

QModelIndex RouteModel::lastUsed() const
{
    if (!m_last)
        return {};
    const auto broker = std::ranges::find(m_brokers, m_last->first, &Broker::name);
    if (broker == m_brokers.end() || m_last->second < 0 || m_last->second >= broker->queues())
        return {};
    return index(m_last->second, NameColumn, index(int(broker - m_brokers.begin()), NameColumn));
}

QModelIndex RouteModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : isBroker);
}

QModelIndex RouteModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == isBroker)
        return {};
    return createIndex(int(child.internalId()) - 1, 0, isBroker);
}

int RouteModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_brokers.size());
    if (parent.internalId() != isBroker || parent.column() != 0)
        return 0;
    return m_brokers[size_t(parent.row())].queues();
}

int RouteModel::columnCount(const QModelIndex &parent) const
{
    static_cast<void>(parent);
    return ColumnCount;
}

QVariant RouteModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Queue");
    case AccessColumn:
        return tr("Access");
    case SentColumn:
        return tr("Sent");
    default:
        return {};
    }
}

QVariant RouteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole && index.column() == SentColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (index.internalId() == isBroker)
        return brokerData(m_brokers[size_t(index.row())], index.column(), role);
    return queueData(m_brokers[size_t(index.internalId() - 1)], index.row(), index.column(), role);
}

const BrokerPenalty *RouteModel::penalty(const BrokerName &broker) const
{
    const auto found = std::ranges::find(m_penalties, broker, &BrokerPenalty::broker);
    return found == m_penalties.end() ? nullptr : &*found;
}

QString RouteModel::describe(const BrokerPenalty &penalty)
{
    const QString name = penalty.broker.text();
    if (penalty.reason == BrokerPenalty::Reason::Isolated) {
        const auto seconds =
            std::chrono::ceil<std::chrono::seconds>(penalty.remaining.value_or(std::chrono::milliseconds(0)));
        return tr("%1 is passed over for %2 s: latency fault tolerance isolates it.")
            .arg(name)
            .arg(seconds.count());
    }
    if (penalty.error)
        return tr("%1 is passed over until it answers: %2").arg(name, penalty.error->detail);
    return tr("%1 is passed over until it answers: it left a request unanswered.").arg(name);
}

QVariant RouteModel::brokerData(const Broker &broker, int column, int role) const
{
    const BrokerPenalty *avoided = penalty(broker.name);
    if (role == Qt::ToolTipRole)
        return avoided ? describe(*avoided) : broker.address.text();
    if (role == Qt::ForegroundRole && avoided)
        return statusColour(Status::Bad, m_palette);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NameColumn:
        return avoided ? QString(u"⚠ "_s + broker.name.text()) : broker.name.text();
    case AccessColumn:
        return broker.address.isEmpty() ? tr("no master") : broker.address.text();
    case SentColumn:
        return sentTo(broker);
    default:
        return {};
    }
}

QString RouteModel::access(const Broker &broker, int queue)
{
    int permission = broker.route.permission;
    if (queue >= broker.route.readQueues)
        permission &= ~permission::read;
    if (queue >= broker.route.writeQueues)
        permission &= ~permission::write;
    return RouteChanges::access(permission);
}

QVariant RouteModel::queueData(const Broker &broker, int queue, int column, int role) const
{
    const QueueKey key(broker.name, queue);
    const bool isLast = m_last == key;
    if (isLast && role == Qt::BackgroundRole) {
        QColor colour = m_palette.color(QPalette::Highlight);
        colour.setAlpha(lastUsedAlpha);
        return colour;
    }
    if (role == Qt::ToolTipRole)
        return isLast ? tr("The last message went here.") : QString();
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NameColumn:
        return isLast ? tr("▸ %1").arg(queue) : QString::number(queue);
    case AccessColumn:
        return access(broker, queue);
    case SentColumn:
        return sent(key);
    default:
        return {};
    }
}

QString RouteModel::sent(const QueueKey &queue) const
{
    const QueueCount count = m_counts.value(queue);
    const QString sent = QLocale().toString(count.accepted + count.unknown);
    return count.failed == 0 ? sent : tr("%1, %2 failed").arg(sent, QLocale().toString(count.failed));
}

QString RouteModel::sentTo(const Broker &broker) const
{
    quint64 sent = 0;
    for (auto count = m_counts.begin(); count != m_counts.end(); ++count)
        sent += count.key().first == broker.name ? count->accepted + count->unknown : 0;
    return QLocale().toString(sent);
}

} // namespace gantry::ui
