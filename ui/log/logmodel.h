// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/logcolumns.h"
#include "log/logfilter.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace gantry::ui {

/// The rows of a store, or those that a query lets through, as a table. Formats what is asked for.
///
/// A new query is answered in slices; until then the rows of the one before are shown.
class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// The raw value: a number where the column is one.
    static constexpr int RawRole = Qt::UserRole;

    /// `store` must outlive it.
    explicit LogModel(OutcomeStore &store, QObject *parent = nullptr);

    void setQuery(const OutcomeQuery &query);
    [[nodiscard]] bool isFiltered() const { return m_filter != nullptr; }
    /// A query is being answered: 0 to 1.
    [[nodiscard]] std::optional<double> progress() const;

    [[nodiscard]] OutcomeStore &store() const { return m_store; }
    [[nodiscard]] quint64 numberAt(int row) const;
    /// The row's index in the store.
    [[nodiscard]] qsizetype storeRow(int row) const;
    /// -1 when it is not shown.
    [[nodiscard]] int rowOf(quint64 number) const;
    void retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, logColumns - 1); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// A query is being answered, or that has ended.
    void scanningChanged();

private:
    [[nodiscard]] LogRow logRow(int row) const;
    [[nodiscard]] QVariant rawValue(LogColumn column, int row) const;
    void onAboutToAppend(qsizetype count);
    void onAppended(qsizetype count);
    void onAboutToRemove(qsizetype count);
    void onRemoved();
    void onCleared();
    void scan();
    void show(std::unique_ptr<LogFilter> filter);

    OutcomeStore &m_store;
    std::unique_ptr<LogFilter> m_filter; ///< null: all rows are shown
    std::vector<quint64> m_numbers;      ///< of the rows that m_filter let through
    std::unique_ptr<LogFilter> m_next;   ///< of the query that is being answered
    OutcomeQuery m_query;
    QTimer m_turn;
};

} // namespace gantry::ui
