// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logmodel.h"

#include <QColor>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace gantry::ui {

namespace {

constexpr auto slice = 5ms;

/// Red that can be read on the palette's background.
QColor failedColor()
{
    const bool isDark = QGuiApplication::palette().color(QPalette::Base).lightness() < 128;
    return QColor::fromHsl(0, 200, isDark ? 170 : 85);
}

} // namespace

LogModel::LogModel(OutcomeStore &store, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
{
    connect(&store, &OutcomeStore::aboutToAppend, this, &LogModel::onAboutToAppend);
    connect(&store, &OutcomeStore::appended, this, &LogModel::onAppended);
    connect(&store, &OutcomeStore::aboutToRemove, this, &LogModel::onAboutToRemove);
    connect(&store, &OutcomeStore::removed, this, &LogModel::onRemoved);
    connect(&store, &OutcomeStore::aboutToClear, this, &LogModel::beginResetModel);
    connect(&store, &OutcomeStore::cleared, this, &LogModel::onCleared);
    connect(&m_turn, &QTimer::timeout, this, &LogModel::scan);
}

void LogModel::setQuery(const OutcomeQuery &query)
{
    if (query.terms() == m_query.terms())
        return;
    m_query = query;
    m_next.reset();
    if (query.isEmpty()) {
        m_turn.stop();
        show(nullptr);
        Q_EMIT scanningChanged();
        return;
    }
    m_next = std::make_unique<LogFilter>(m_store, query);
    m_turn.start(0);
    Q_EMIT scanningChanged();
}

std::optional<double> LogModel::progress() const
{
    return m_next ? std::optional(m_next->progress()) : std::nullopt;
}

quint64 LogModel::numberAt(int row) const
{
    return m_filter ? m_numbers[size_t(row)] : m_store.firstNumber() + quint64(row);
}

qsizetype LogModel::storeRow(int row) const
{
    return qsizetype(numberAt(row) - m_store.firstNumber());
}

int LogModel::rowOf(quint64 number) const
{
    if (!m_filter) {
        const bool isThere =
            number >= m_store.firstNumber() && number - m_store.firstNumber() < quint64(m_store.size());
        return isThere ? int(number - m_store.firstNumber()) : -1;
    }
    const auto found = std::ranges::lower_bound(m_numbers, number);
    return found != m_numbers.end() && *found == number ? int(found - m_numbers.begin()) : -1;
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return m_filter ? int(m_numbers.size()) : int(m_store.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : logColumns;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = LogColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return shownText(column, logRow(index.row()));
    case Qt::ToolTipRole:
        return column == LogColumn::Number ? QVariant() : shownText(column, logRow(index.row()));
    case Qt::TextAlignmentRole:
        return int((isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return (column == LogColumn::Result || column == LogColumn::Error)
                       && !logRow(index.row()).ref.row.isOk
                   ? QVariant(failedColor())
                   : QVariant();
    case RawRole:
        return rawValue(column, index.row());
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= logColumns)
        return {};
    if (role == Qt::DisplayRole)
        return title(LogColumn(section));
    if (role == Qt::TextAlignmentRole)
        return int((isNumeric(LogColumn(section)) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

LogRow LogModel::logRow(int row) const
{
    return {numberAt(row), m_store.at(storeRow(row))};
}

QVariant LogModel::rawValue(LogColumn column, int row) const
{
    const LogRow shown = logRow(row);
    switch (column) {
    case LogColumn::Number:
        return shown.number;
    case LogColumn::Time:
        return shown.ref.row.at;
    case LogColumn::Elapsed:
        return shown.ref.row.elapsed;
    case LogColumn::Attempts:
        return shown.ref.row.attempts;
    case LogColumn::Offset:
        return shown.ref.chunk.queueOffset(shown.ref.row);
    case LogColumn::Size:
        return shown.ref.row.bodyBytes;
    case LogColumn::Result:
    case LogColumn::Mode:
    case LogColumn::Topic:
    case LogColumn::Queue:
    case LogColumn::Tag:
    case LogColumn::Keys:
    case LogColumn::MsgId:
    case LogColumn::Error:
        break;
    }
    return plainText(column, shown);
}

void LogModel::onAboutToAppend(qsizetype count)
{
    if (!m_filter)
        beginInsertRows({}, int(m_store.size()), int(m_store.size() + count) - 1);
}

void LogModel::onAppended(qsizetype count)
{
    if (!m_filter) {
        endInsertRows();
        return;
    }
    std::vector<quint64> found;
    for (qsizetype row = m_store.size() - count; row < m_store.size(); ++row) {
        if (m_filter->matches(row))
            found.push_back(m_store.firstNumber() + quint64(row));
    }
    if (found.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(found.size()) - 1);
    m_numbers.insert(m_numbers.end(), found.begin(), found.end());
    endInsertRows();
}

void LogModel::onAboutToRemove(qsizetype count)
{
    if (!m_filter) {
        beginRemoveRows({}, 0, int(count) - 1);
        return;
    }
    const auto end = std::ranges::lower_bound(m_numbers, m_store.firstNumber() + quint64(count));
    if (end == m_numbers.begin())
        return;
    beginRemoveRows({}, 0, int(end - m_numbers.begin()) - 1);
    m_numbers.erase(m_numbers.begin(), end);
    endRemoveRows();
}

void LogModel::onRemoved()
{
    if (!m_filter)
        endRemoveRows();
}

void LogModel::onCleared()
{
    m_numbers.clear();
    endResetModel();
}

void LogModel::scan()
{
    if (m_next->scan(slice)) {
        m_turn.stop();
        show(std::move(m_next));
    }
    Q_EMIT scanningChanged();
}

void LogModel::show(std::unique_ptr<LogFilter> filter)
{
    if (!filter && !m_filter)
        return;
    beginResetModel();
    m_filter = std::move(filter);
    m_numbers = m_filter ? m_filter->takeNumbers() : std::vector<quint64>();
    // Rows may have gone since they were found.
    m_numbers.erase(m_numbers.begin(), std::ranges::lower_bound(m_numbers, m_store.firstNumber()));
    endResetModel();
}

} // namespace gantry::ui
