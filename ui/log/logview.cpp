// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

/// As wide a text as is common in the column.
QString sampleOf(LogColumn column)
{
    switch (column) {
    case LogColumn::Number:
    case LogColumn::Offset:
    case LogColumn::Size:
        return u"10000000"_s;
    case LogColumn::Time:
        return u"00:00:00.000"_s;
    case LogColumn::Result:
        return u"✗ message-too-large"_s;
    case LogColumn::Mode:
        return u"oneway"_s;
    case LogColumn::Topic:
        return u"TopicOrderPayments"_s;
    case LogColumn::Queue:
        return u"broker-a:10"_s;
    case LogColumn::Elapsed:
    case LogColumn::Attempts:
        return u"1000"_s;
    case LogColumn::Tag:
    case LogColumn::Keys:
        return u"OrderID188 etc"_s;
    case LogColumn::MsgId:
        return u"7F00000100002A139A55000000000001"_s;
    case LogColumn::Error:
        return u"connecting to 127.0.0.1:10911 failed: Connection refused"_s;
    }
    return {};
}

} // namespace

LogView::LogView(LogModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_columnsMenu(new QMenu(this))
{
    setModel(&model);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    buildHeader();
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::onScrolled);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &LogView::onInserted);
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRemoved(first, last); });
    connect(&model, &QAbstractItemModel::modelReset, this, &LogView::follow);
    retranslate();
}

void LogView::buildHeader()
{
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this,
            [this](const QPoint &at) { m_columnsMenu->popup(horizontalHeader()->mapToGlobal(at)); });
    connect(header, &QHeaderView::sectionMoved, this, &LogView::columnsChanged);
    connect(header, &QHeaderView::sectionResized, this, &LogView::columnsChanged);
    for (int column = 0; column < logColumns; ++column) {
        setSample(LogColumn(column), sampleOf(LogColumn(column)));
        auto *action = new QAction(m_columnsMenu);
        action->setObjectName(u"column."_s + key(LogColumn(column)));
        action->setCheckable(true);
        action->setChecked(true);
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnShown(column, on); });
        m_columnsMenu->addAction(action);
        m_columnActions.append(action);
    }
}

void LogView::retranslate()
{
    for (int column = 0; column < logColumns; ++column)
        m_columnActions.at(column)->setText(title(LogColumn(column)));
    m_columnsMenu->setTitle(tr("Columns"));
    m_model.retranslate();
}

void LogView::setSample(LogColumn column, const QString &text)
{
    constexpr int margin = 14;
    const int widest =
        std::max(fontMetrics().horizontalAdvance(text), fontMetrics().horizontalAdvance(title(column)));
    horizontalHeader()->resizeSection(int(column), widest + margin);
}

void LogView::setShown(LogColumn column, bool isShown)
{
    m_columnActions.at(int(column))->setChecked(isShown);
}

void LogView::setColumnShown(int column, bool isShown)
{
    // The last one stays, else nothing is left to click on.
    if (!isShown && horizontalHeader()->hiddenSectionCount() == logColumns - 1) {
        m_columnActions.at(column)->setChecked(true);
        return;
    }
    setColumnHidden(column, !isShown);
    Q_EMIT columnsChanged();
}

void LogView::setFollowing(bool isFollowing)
{
    if (m_isFollowing == isFollowing)
        return;
    m_isFollowing = isFollowing;
    Q_EMIT followingChanged(isFollowing);
    follow();
}

void LogView::selectNumber(quint64 number)
{
    const QScopedValueRollback ours(m_isOurs, true);
    const int row = m_model.rowOf(number);
    if (row < 0) {
        selectionModel()->clear();
        return;
    }
    const QModelIndex current = currentIndex();
    selectionModel()->setCurrentIndex(m_model.index(row, current.isValid() ? current.column() : 0),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    follow();
}

quint64 LogView::currentNumber() const
{
    return currentIndex().isValid() ? m_model.numberAt(currentIndex().row()) : 0;
}

std::vector<qsizetype> LogView::selectedStoreRows(qsizetype limit) const
{
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        ranges.emplace_back(range.top(), range.bottom());
    std::ranges::sort(ranges);
    std::vector<qsizetype> rows;
    int next = 0;
    for (const auto &[top, bottom] : ranges) {
        for (int row = std::max(top, next); row <= bottom && qsizetype(rows.size()) < limit; ++row)
            rows.push_back(m_model.storeRow(row));
        next = std::max(next, bottom + 1);
    }
    return rows;
}

qsizetype LogView::selectedCount() const
{
    qsizetype count = 0;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        count += range.height();
    return count;
}

QList<LogColumn> LogView::shownColumns() const
{
    QList<LogColumn> columns;
    for (int visual = 0; visual < logColumns; ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(column))
            columns.append(LogColumn(column));
    }
    return columns;
}

void LogView::copySelected(LogFormat format)
{
    const QByteArray text =
        LogText(format, shownColumns()).text(m_model.store(), selectedStoreRows(mostCopied));
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
}

void LogView::save(QSettings &settings) const
{
    settings.setValue(u"columns"_s, horizontalHeader()->saveState());
}

void LogView::restore(const QSettings &settings)
{
    if (!horizontalHeader()->restoreState(settings.value(u"columns"_s).toByteArray()))
        return;
    for (int column = 0; column < logColumns; ++column)
        m_columnActions.at(column)->setChecked(!isColumnHidden(column));
}

void LogView::resizeEvent(QResizeEvent *event)
{
    const QScopedValueRollback ours(m_isOurs, true);
    QTableView::resizeEvent(event);
    follow();
}

/// Who comes by keyboard begins at the row in sight; nothing is picked by that.
void LogView::focusInEvent(QFocusEvent *event)
{
    const QScopedValueRollback ours(m_isOurs, true);
    const int rows = m_model.rowCount();
    if (!currentIndex().isValid() && rows > 0)
        selectionModel()->setCurrentIndex(m_model.index(m_isFollowing ? rows - 1 : 0, 0),
                                          QItemSelectionModel::NoUpdate);
    QTableView::focusInEvent(event);
}

void LogView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_isOurs && current.row() != previous.row())
        Q_EMIT rowPicked(currentNumber());
}

/// The selection does not move on to a row that nobody picked.
void LogView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    const bool isHit =
        currentIndex().isValid() && currentIndex().row() >= start && currentIndex().row() <= end;
    if (isHit) {
        const QScopedValueRollback ours(m_isOurs, true);
        selectionModel()->clear();
    }
    QTableView::rowsAboutToBeRemoved(parent, start, end);
    if (isHit)
        Q_EMIT rowPicked(0);
}

void LogView::onScrolled(int value)
{
    if (m_isOurs)
        return;
    const bool isAtEnd = value >= verticalScrollBar()->maximum();
    if (isAtEnd == m_isFollowing)
        return;
    m_isFollowing = isAtEnd;
    Q_EMIT followingChanged(isAtEnd);
}

void LogView::onInserted()
{
    follow();
}

/// What is read stays where it is while older rows go.
void LogView::onRemoved(int first, int last)
{
    const QScopedValueRollback ours(m_isOurs, true);
    if (first == 0 && !m_isFollowing)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - (last - first + 1));
    follow();
}

void LogView::follow()
{
    const QScopedValueRollback ours(m_isOurs, true);
    if (m_isFollowing)
        scrollToBottom();
}

} // namespace gantry::ui
