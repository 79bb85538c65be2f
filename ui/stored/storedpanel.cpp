// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stored/storedpanel.h"

#include "stored/storedstory.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

enum Column { NameColumn, SentColumn, StoredColumn, ColumnCount };

constexpr int nameLetters = 26;
constexpr int sentLetters = 34;

QStandardItem *textItem(const QString &text)
{
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    item->setToolTip(text);
    return item;
}

void appendText(QString &text, const QStandardItem &parent, int depth)
{
    for (int row = 0; row < parent.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column)
            cells.append(parent.child(row, column)->text());
        text += QString(depth * 2, u' ') + cells.join(u'\t') + u'\n';
        appendText(text, *parent.child(row), depth + 1);
    }
}

} // namespace

StoredPanel::StoredPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_reading([this](const ReadBack &found) {
        m_found = found;
        tell();
        enableActions();
    })
    , m_recallAsked([this](const Recalled &recalled) { onRecalled(recalled); })
    , m_verdict(new MessageLabel(this))
    , m_note(new MessageLabel(this))
    , m_recallText(new MessageLabel(this))
    , m_tree(new QTreeView(this))
    , m_readBack(makeAction("readBack", Qt::CTRL | Qt::Key_B))
    , m_recall(makeAction("recall", {}))
    , m_copy(makeAction("copyStored", {}))
{
    build();
    connect(m_readBack, &QAction::triggered, this, &StoredPanel::readBackNow);
    connect(m_recall, &QAction::triggered, this, &StoredPanel::recallNow);
    connect(m_copy, &QAction::triggered, this, &StoredPanel::copyText);
    connect(&workspace.session(), &Session::stateChanged, this, &StoredPanel::enableActions);
    connect(&workspace, &Workspace::profileChanged, this, &StoredPanel::enableActions);
    retranslate();
}

QAction *StoredPanel::makeAction(const char *name, const QKeySequence &shortcut)
{
    auto *action = new QAction(this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(shortcut);
    return action;
}

void StoredPanel::build()
{
    m_verdict->setObjectName("storedVerdict"_L1);
    m_note->setObjectName("storedNote"_L1);
    m_recallText->setObjectName("recallOutcome"_L1);
    m_tree->setObjectName("storedMessage"_L1);
    m_model.setColumnCount(ColumnCount);
    m_tree->setModel(&m_model);
    m_tree->setAlternatingRowColors(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setMinimumHeight(fontMetrics().height()
                             * 2); // on a small screen the composer needs the room more
    const int letter = fontMetrics().averageCharWidth();
    m_tree->header()->resizeSection(NameColumn, letter * nameLetters);
    m_tree->header()->resizeSection(SentColumn, letter * sentLetters);
    m_tree->addAction(m_copy);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *buttons = new QHBoxLayout;
    for (QAction *action : menuActions()) {
        auto *button = new QPushButton(this);
        button->setObjectName(action->objectName() + "Button"_L1);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [button, action] {
            button->setText(action->text());
            button->setToolTip(action->toolTip());
            button->setEnabled(action->isEnabled());
        });
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_recallText);
    column->addWidget(m_verdict);
    column->addWidget(m_note);
    column->addWidget(m_tree, 1);
    column->addLayout(buttons);
}

void StoredPanel::retranslate()
{
    m_model.setHorizontalHeaderLabels({tr("Field"), tr("Sent"), tr("Stored")});
    m_tree->setAccessibleName(tr("Stored message"));
    m_verdict->setAccessibleName(tr("Whether the stored message is what was sent"));
    m_note->setAccessibleName(tr("More about the stored message"));
    m_recallText->setAccessibleName(tr("Outcome of the recall"));
    m_readBack->setText(tr("Read &back"));
    m_recall->setText(tr("Re&call"));
    m_copy->setText(tr("Copy stored message"));
    m_copy->setStatusTip(tr("Copies what was read back as text"));
    tell();
    tellRecall();
    enableActions();
}

void StoredPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        tell(); // differences have a colour
}

void StoredPanel::showMessage(const SentMessage &message)
{
    const bool isSame = m_message && m_message->outcome.msgId == message.outcome.msgId
                        && m_message->outcome.id == message.outcome.id && m_message->at == message.at;
    if (isSame)
        return;
    clear();
    m_message = message;
    tell();
    enableActions();
}

void StoredPanel::clear()
{
    m_message.reset();
    m_found.reset();
    m_reading.forget();
    if (!m_recallAsked.isAsking())
        m_recalled.reset(); // what is under way is still told, with its id
    tell();
    tellRecall();
    enableActions();
}

/// Where the results came from: the producer that runs, or else what would be started.
std::optional<ProducerConfig> StoredPanel::connection() const
{
    const std::shared_ptr<Producer> &producer = m_workspace.session().running().producer;
    return producer ? std::optional(producer->config()) : m_workspace.connectionNow();
}

QString StoredPanel::whyNotReadBack() const
{
    if (!m_message)
        return tr("Select a result first");
    if (!mayBeStored(*m_message))
        return tr("The message was refused before it was sent: nothing can be stored");
    if (!connection())
        return tr("The sandbox does not run: start the producer");
    return m_reading.isAsking() ? tr("The brokers are being asked") : QString();
}

QString StoredPanel::whyNotRecall() const
{
    if (!m_message)
        return tr("Select a result first");
    if (!m_message->outcome.isOk() || m_message->outcome.result->recallHandle.isEmpty())
        return tr(
            "Only timer messages can be recalled, of brokers that give a recall handle (5.4 and later); "
            "this result has none");
    if (!m_workspace.session().running().producer)
        return tr("No producer runs: start it first");
    return m_recallAsked.isAsking() ? tr("A broker is being asked") : QString();
}

void StoredPanel::enableActions()
{
    const auto enable = [](QAction *action, const QString &why, const QString &tip) {
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? tip : why);
        action->setStatusTip(action->toolTip());
    };
    enable(m_readBack, whyNotReadBack(),
           tr("Fetches what the broker stored of this message, and compares it with what was sent"));
    enable(m_recall, whyNotRecall(), tr("Takes the timer message back before its time has come"));
    m_copy->setEnabled(m_found.has_value());
}

void StoredPanel::readBackNow()
{
    const std::optional<ProducerConfig> config = connection();
    if (!config || !m_message)
        return;
    m_found.reset();
    m_reading.ask([config = *config, message = *m_message] { return readBack(config, message); });
    Q_EMIT asked();
    tell();
    enableActions();
}

void StoredPanel::recallNow()
{
    const std::shared_ptr<Producer> producer = m_workspace.session().running().producer;
    if (!producer || !m_message || !m_message->outcome.isOk())
        return;
    const SendOutcome outcome = m_message->outcome;
    m_recalled.reset();
    m_recalling = outcome.msgId.toString();
    m_recallAsked.ask([producer, outcome]() -> Recalled {
        return {outcome.msgId.toString(), producer->recallMessage(outcome.topic, outcome.result->recallHandle,
                                                                  producer->config().sendTimeout)};
    });
    Q_EMIT asked();
    tellRecall();
    enableActions();
}

void StoredPanel::onRecalled(const Recalled &recalled)
{
    m_recalled = recalled;
    tellRecall();
    enableActions();
}

void StoredPanel::tellRecall()
{
    if (m_recallAsked.isAsking())
        m_recallText->say(Status::Neutral, tr("Recalling %1.").arg(m_recalling));
    else if (!m_recalled)
        m_recallText->clear();
    else if (m_recalled->result)
        m_recallText->say(
            Status::Good,
            u"✓ "_s
                + tr("Recalled: the broker takes %1 back, and will not deliver it.").arg(m_recalled->msgId));
    else
        m_recallText->say(Status::Bad, tr("Not recalled, %1: %2\n%3")
                                           .arg(m_recalled->msgId, m_recalled->result.error().detail,
                                                m_recalled->result.error().hint));
}

void StoredPanel::tell()
{
    m_model.removeRows(0, m_model.rowCount());
    m_note->clear();
    if (m_reading.isAsking())
        return m_verdict->say(Status::Neutral, tr("Asking the brokers."));
    if (!m_message)
        return m_verdict->say(Status::Neutral, tr("Select a result, then read back what is stored of it."));
    if (!m_found)
        return m_verdict->say(Status::Neutral,
                              mayBeStored(*m_message)
                                  ? tr("Not read back yet.")
                                  : tr("The message was refused before it was sent: nothing can be stored."));
    const StoredStory story(*m_message, *m_found);
    m_verdict->say(story.status(), story.sentence());
    m_note->say(Status::Neutral, story.note());
    for (const StoredRow &row : story.rows())
        addRow(*m_model.invisibleRootItem(), row);
    m_tree->expandAll();
}

void StoredPanel::addRow(QStandardItem &parent, const StoredRow &row)
{
    const QList<QStandardItem *> items{textItem(row.isDifferent ? u"≠ "_s + row.name : row.name),
                                       textItem(row.sent), textItem(row.stored)};
    for (QStandardItem *item : items) {
        if (row.isDifferent)
            item->setForeground(statusColour(Status::Bad, palette()));
        if (row.isBody)
            item->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    }
    parent.appendRow(items);
    for (const StoredRow &child : row.children)
        addRow(*items.first(), child);
}

void StoredPanel::copyText()
{
    QString text = m_verdict->text() + u'\n';
    if (!m_note->text().isEmpty())
        text += m_note->text() + u'\n';
    appendText(text, *m_model.invisibleRootItem(), 0);
    QGuiApplication::clipboard()->setText(text);
}

} // namespace gantry::ui
