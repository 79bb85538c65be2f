// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routing/lastqueues.h"
#include "workspace/outcometotals.h"
#include <gantry/serverconnection.h>
#include <gantry/topicroute.h>

#include <QAbstractItemModel>
#include <QPalette>

#include <vector>

namespace gantry::ui {

/// A topic's brokers and, below each, its queues: who may do what there, and what was sent to them.
class RouteModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, AccessColumn, SentColumn, ColumnCount };

    using QAbstractItemModel::QAbstractItemModel;

    void setRoute(const TopicRoute &route);
    void setPenalties(const QList<BrokerPenalty> &penalties);
    /// `last`: where the last message went.
    void setCounts(const QueueCounts &counts, const std::optional<QueueKey> &last);
    void setPalette(const QPalette &palette);
    /// The queue that the last message went to; invalid when it is none of these.
    [[nodiscard]] QModelIndex lastUsed() const;
    /// Why a broker is passed over, in words.
    [[nodiscard]] static QString describe(const BrokerPenalty &penalty);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Broker {
        BrokerName name;
        Address address;
        QueueRoute route;

        [[nodiscard]] int queues() const { return std::max(route.readQueues, route.writeQueues); }
    };

    [[nodiscard]] static std::vector<Broker> brokersOf(const TopicRoute &route);
    [[nodiscard]] QVariant brokerData(const Broker &broker, int column, int role) const;
    [[nodiscard]] QVariant queueData(const Broker &broker, int queue, int column, int role) const;
    [[nodiscard]] static QString access(const Broker &broker, int queue);
    [[nodiscard]] QString sent(const QueueKey &queue) const;
    [[nodiscard]] QString sentTo(const Broker &broker) const;
    [[nodiscard]] const BrokerPenalty *penalty(const BrokerName &broker) const;
    void tellChanged();

    std::vector<Broker> m_brokers;
    QList<BrokerPenalty> m_penalties;
    QueueCounts m_counts;
    std::optional<QueueKey> m_last;
    QPalette m_palette;
};

} // namespace gantry::ui
