// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxbrokermodel.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::ui {

void SandboxBrokerModel::show(const QList<SandboxBroker> &brokers)
{
    const bool isSame =
        std::ranges::equal(m_brokers, brokers, {}, &SandboxBroker::name, &SandboxBroker::name);
    if (!isSame)
        beginResetModel();
    m_brokers = brokers;
    if (!isSame)
        endResetModel();
    else if (!m_brokers.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

std::optional<SandboxBroker> SandboxBrokerModel::broker(int row) const
{
    return row >= 0 && row < m_brokers.size() ? std::optional(m_brokers[row]) : std::nullopt;
}

int SandboxBrokerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_brokers.size());
}

int SandboxBrokerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SandboxBrokerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Broker") : section == StateColumn ? tr("State") : tr("Address");
}

QVariant SandboxBrokerModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const SandboxBroker &broker = m_brokers[index.row()];
    if (index.column() == NameColumn)
        return broker.name.text();
    if (index.column() == AddressColumn)
        return broker.advertised == broker.address
                   ? broker.address.text()
                   : tr("%1, advertised as %2").arg(broker.address.text(), broker.advertised.text());
    QStringList states{broker.isRunning ? tr("running") : tr("stopped")};
    if (broker.isReadOnly)
        states.append(tr("read-only"));
    if (broker.isRunning && !broker.isInRoute) // a stopped one never is
        states.append(tr("not in the route"));
    return states.join(u", "_s);
}

} // namespace gantry::ui
