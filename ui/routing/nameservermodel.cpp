// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/nameservermodel.h"

#include "routing/routechanges.h"

#include <QFont>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::ui {

void NameServerModel::setAnswers(const QList<NameServerRoute> &answers)
{
    beginResetModel();
    m_answers = answers;
    m_brokers.clear();
    for (const NameServerRoute &answer : answers) {
        if (!answer.route)
            continue;
        for (const BrokerRoute &broker : answer.route->brokers) {
            if (!m_brokers.contains(broker.broker))
                m_brokers.append(broker.broker);
        }
    }
    std::ranges::sort(m_brokers);
    endResetModel();
}

int NameServerModel::rowCount(const QModelIndex &parent) const
{
    // Where none of them names a broker there is still their answer to show.
    return parent.isValid() || m_answers.isEmpty() ? 0 : int(std::max<qsizetype>(1, m_brokers.size()));
}

int NameServerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_answers.size());
}

QString NameServerModel::cell(int row, int column) const
{
    const Result<TopicRoute> &route = m_answers[column].route;
    if (!route)
        return route.error().detail;
    if (row >= m_brokers.size())
        return tr("no broker");
    const BrokerName name = m_brokers[row];
    const auto broker = std::ranges::find(route->brokers, name, &BrokerRoute::broker);
    if (broker == route->brokers.end())
        return tr("not named");
    const auto queues = std::ranges::find(route->queues, name, &QueueRoute::broker);
    if (queues == route->queues.end())
        return broker->master().text();
    return tr("%1 queues %2, %3")
        .arg(queues->writeQueues)
        .arg(RouteChanges::access(queues->permission), broker->master().text());
}

bool NameServerModel::differs(int row) const
{
    for (int column = 1; column < m_answers.size(); ++column) {
        if (cell(row, column) != cell(row, 0))
            return true;
    }
    return false;
}

QVariant NameServerModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return cell(index.row(), index.column());
    if (role == Qt::FontRole && differs(index.row())) {
        QFont font;
        font.setBold(true);
        return font;
    }
    return {};
}

QVariant NameServerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Horizontal)
        return m_answers[section].nameServer.text();
    return section < m_brokers.size() ? m_brokers[section].text() : QString();
}

} // namespace gantry::ui
