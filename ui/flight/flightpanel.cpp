// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flight/flightpanel.h"

#include "flight/timebardelegate.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using std::chrono::nanoseconds;

namespace gantry::ui {

namespace {

enum Column { NameColumn, BarColumn, TookColumn, DetailsColumn, ColumnCount };

double share(nanoseconds part, nanoseconds whole)
{
    return whole.count() > 0 ? double(part.count()) / double(whole.count()) : 0;
}

QStandardItem *textItem(const QString &text)
{
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    item->setToolTip(text);
    return item;
}

void appendText(QString &text, const QStandardItem &item, int depth)
{
    for (int row = 0; row < item.rowCount(); ++row) {
        QStringList cells;
        for (const int column : {NameColumn, TookColumn, DetailsColumn}) {
            const QStandardItem *cell = item.child(row, column);
            if (cell && !cell->text().isEmpty())
                cells.append(cell->text());
        }
        text += QString(depth * 2, u' ') + cells.join("\t"_L1) + u'\n';
        appendText(text, *item.child(row, NameColumn), depth + 1);
    }
}

} // namespace

FlightPanel::FlightPanel(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_note(new QLabel(this))
    , m_examine(new QPushButton(this))
    , m_steps(new QTreeView(this))
    , m_model(new QStandardItemModel(0, ColumnCount, this))
    , m_copy(new QAction(this))
{
    build();
    retranslate();
}

void FlightPanel::build()
{
    for (QLabel *label : {m_sentence, m_advice, m_note}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_sentence->setObjectName("flightSentence"_L1);
    m_advice->setObjectName("flightAdvice"_L1);
    m_note->setObjectName("flightNote"_L1);
    QFont bold = m_advice->font();
    bold.setBold(true);
    m_advice->setFont(bold);
    m_steps->setObjectName("flightSteps"_L1);
    m_steps->setModel(m_model);
    m_steps->setItemDelegateForColumn(BarColumn, new TimeBarDelegate(this));
    m_steps->setAlternatingRowColors(true);
    m_steps->setUniformRowHeights(true);
    m_steps->setEditTriggers(QAbstractItemView::NoEditTriggers);
    const QFontMetrics metrics(font());
    m_steps->header()->resizeSection(NameColumn, metrics.averageCharWidth() * 40);
    m_steps->header()->resizeSection(BarColumn, metrics.averageCharWidth() * 18);
    m_steps->header()->resizeSection(TookColumn, metrics.averageCharWidth() * 11);
    m_copy->setObjectName("copyFlight"_L1);
    connect(m_copy, &QAction::triggered, this, &FlightPanel::copyText);
    m_steps->addAction(m_copy);
    m_steps->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_examine->setObjectName("examineFlight"_L1);
    connect(m_examine, &QPushButton::clicked, this,
            [this] { Q_EMIT examineRequested(m_message->outcome.topic); });
    auto *adviceRow = new QHBoxLayout;
    adviceRow->addWidget(m_advice, 1);
    adviceRow->addWidget(m_examine, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_sentence);
    layout->addLayout(adviceRow);
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_note);
}

void FlightPanel::retranslate()
{
    m_model->setHorizontalHeaderLabels({tr("Step"), tr("When"), tr("Took"), tr("Details")});
    m_steps->setAccessibleName(tr("Steps of the send"));
    m_sentence->setAccessibleName(tr("What happened"));
    m_advice->setAccessibleName(tr("What to do"));
    m_note->setAccessibleName(tr("Why there is no more to see"));
    m_examine->setText(tr("E&xamine the way…"));
    m_examine->setToolTip(
        tr("Looks at each step from here to the topic's brokers, and says what is wrong; sends no message"));
    m_copy->setText(tr("Copy flight as text"));
    m_copy->setStatusTip(tr("Copies what happened to the message, step by step"));
    tell();
}

void FlightPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

QList<QAction *> FlightPanel::menuActions() const
{
    return {m_copy};
}

void FlightPanel::showMessage(const SentMessage &message)
{
    m_message = message;
    tell();
}

void FlightPanel::clear()
{
    m_message.reset();
    tell();
}

void FlightPanel::tell()
{
    m_model->removeRows(0, m_model->rowCount());
    m_copy->setEnabled(m_message.has_value());
    if (!m_message) {
        m_sentence->setText(tr("Select a result to see how the message got there."));
        m_advice->hide();
        m_note->hide();
        m_examine->hide();
        return;
    }
    const FlightStory story(*m_message);
    m_sentence->setText(story.sentence());
    m_advice->setText(story.advice());
    m_advice->setVisible(!story.advice().isEmpty());
    m_examine->setVisible(!m_message->outcome.isOk());
    m_note->setText(story.note());
    m_note->setVisible(!m_note->text().isEmpty());
    nanoseconds whole = story.elapsed();
    for (const FlightStep &step : story.steps())
        whole = std::max(whole, step.end);
    for (const FlightStep &step : story.steps())
        addStep(*m_model->invisibleRootItem(), step, whole);
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_steps->expand(m_model->index(row, NameColumn));
}

void FlightPanel::addStep(QStandardItem &parent, const FlightStep &step, nanoseconds whole)
{
    const bool isFailed = step.state == FlightStep::State::Failed;
    QStandardItem *name = textItem(isFailed ? tr("✗ %1").arg(step.name) : step.name);
    auto *bar = new QStandardItem;
    bar->setEditable(false);
    bar->setData(share(step.begin, whole), TimeBarDelegate::BeginRole);
    bar->setData(share(step.end, whole), TimeBarDelegate::EndRole);
    bar->setData(isFailed, TimeBarDelegate::FailedRole);
    bar->setToolTip(
        tr("from %1 to %2").arg(FlightStory::timeText(step.begin), FlightStory::timeText(step.end)));
    parent.appendRow(
        {name, bar, textItem(FlightStory::timeText(step.end - step.begin)), textItem(step.details)});
    for (const FlightStep &child : step.children)
        addStep(*name, child, whole);
    for (const auto &[field, value] : step.fields)
        name->appendRow({textItem(field), textItem({}), textItem({}), textItem(value)});
}

void FlightPanel::copyText()
{
    QString text = m_sentence->text() + u'\n';
    if (!m_advice->text().isEmpty())
        text += m_advice->text() + u'\n';
    appendText(text, *m_model->invisibleRootItem(), 0);
    QGuiApplication::clipboard()->setText(text);
}

} // namespace gantry::ui
