// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/composerpanel.h"

#include "composer/burstbar.h"
#include "composer/copyas.h"
#include "composer/messageeditor.h"
#include "workspace/messagefile.h"
#include "workspace/messagelabel.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

ComposerPanel::ComposerPanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_hints(workspace.session())
    , m_tabs(new QTabWidget(this))
    , m_burst(new BurstBar(workspace.session(), this))
    , m_question(new QWidget(this))
    , m_questionText(new QLabel(m_question))
    , m_trouble(new QLabel(this))
    , m_destination(new MessageLabel(this))
{
    buildActions();
    build();
    retranslate();
    restoreDrafts();
    connect(&m_hints, &ClusterHints::topicsFound, this, [this](const QStringList &topics) {
        for (int tab = 0; tab < m_tabs->count(); ++tab)
            editorAt(tab)->setTopics(topics);
    });
    connect(&m_hints, &ClusterHints::queuesFound, this, &ComposerPanel::onQueuesFound);
    connect(&workspace, &Workspace::profileChanged, this, &ComposerPanel::applyConfig);
    connect(&workspace.session(), &Session::stateChanged, this, [this] {
        m_hints.askQueues(topic());
        showDestination();
    });
    connect(&workspace, &Workspace::profileChanged, this, &ComposerPanel::showDestination);
    connect(&workspace.drafts(), &DraftStore::troubleChanged, this, &ComposerPanel::showTrouble);
}

QAction *ComposerPanel::action(const char *name, const QKeySequence &shortcut, void (ComposerPanel::*slot)())
{
    auto *action = new QAction(this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void ComposerPanel::buildActions()
{
    m_send = action("send", {}, &ComposerPanel::send);
    m_send->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    m_new = action("newMessage", QKeySequence(Qt::CTRL | Qt::Key_T), &ComposerPanel::newMessage);
    m_duplicate = action("duplicateMessage", QKeySequence(Qt::CTRL | Qt::Key_D), &ComposerPanel::duplicate);
    m_close = action("closeMessage", QKeySequence(Qt::CTRL | Qt::Key_W), &ComposerPanel::closeCurrent);
    m_save = action("saveMessage", QKeySequence::Save, &ComposerPanel::save);
    m_rename = action("renameMessage", {}, &ComposerPanel::renameTab);
    m_copyGantryctl = action("copyAsGantryctl", {}, &ComposerPanel::copyAsGantryctl);
    m_copyJava = action("copyAsJava", {}, &ComposerPanel::copyAsJava);
    m_confirm = new QAction(this);
    m_confirm->setObjectName("confirmSend"_L1);
    m_refuse = new QAction(this);
    m_refuse->setObjectName("refuseSend"_L1);
    connect(m_confirm, &QAction::triggered, this, [this] {
        m_question->hide();
        if (const std::optional<MessageDraft> draft = std::exchange(m_asked, std::nullopt))
            Q_EMIT sendRequested(*draft);
    });
    connect(m_refuse, &QAction::triggered, this, [this] {
        m_question->hide();
        m_asked.reset();
    });
    addActions(menuActions());
}

/// In the panel: a box over the window would be in the way of what it asks about.
QWidget *ComposerPanel::buildQuestion()
{
    m_question->setObjectName("productionQuestion"_L1);
    m_questionText->setWordWrap(true);
    auto *layout = new QHBoxLayout(m_question);
    layout->setContentsMargins({});
    layout->addWidget(m_questionText, 1);
    for (QAction *action : {m_confirm, m_refuse}) {
        auto *button = new QToolButton(m_question);
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(button);
    }
    m_question->hide();
    return m_question;
}

void ComposerPanel::build()
{
    m_tabs->setObjectName("messages"_L1);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setDocumentMode(true);
    auto *add = new QToolButton(this);
    add->setDefaultAction(m_new);
    m_tabs->setCornerWidget(add);
    auto *send = new QPushButton(this);
    send->setObjectName("sendButton"_L1);
    send->setDefault(true);
    connect(send, &QPushButton::clicked, m_send, &QAction::trigger);
    connect(m_send, &QAction::changed, send, [this, send] {
        send->setText(m_send->text());
        send->setToolTip(m_send->statusTip());
    });
    m_trouble->setObjectName("draftTrouble"_L1);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    m_destination->setObjectName("destination"_L1);
    m_destination->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_burst, 2);
    bottom->addWidget(m_destination, 1);
    bottom->addWidget(send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs, 1);
    layout->addWidget(buildQuestion());
    layout->addWidget(m_trouble);
    layout->addLayout(bottom);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &ComposerPanel::closeTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ComposerPanel::onTabChanged);
    connect(m_tabs, &QTabWidget::tabBarDoubleClicked, this, &ComposerPanel::renameTab);
    connect(m_tabs->tabBar(), &QTabBar::tabMoved, this, &ComposerPanel::keepDrafts);
}

void ComposerPanel::retranslate()
{
    retranslateActions();
    m_tabs->setAccessibleName(tr("Messages"));
    m_tabs->cornerWidget()->setAccessibleName(tr("New message"));
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        m_tabs->setTabText(tab, editorAt(tab)->caption());
    m_destination->setAccessibleName(tr("Where the message goes"));
    showDestination();
}

void ComposerPanel::retranslateActions()
{
    const auto set = [](QAction *action, const QString &text, const QString &tip) {
        action->setText(text);
        action->setStatusTip(tip);
    };
    set(m_send, tr("&Send"), tr("Sends this message; starts the producer where it does not run"));
    set(m_new, tr("&New message"), tr("A new tab with an empty message"));
    set(m_duplicate, tr("&Duplicate message"), tr("A new tab with a copy of this message"));
    set(m_close, tr("&Close message"), tr("Closes this tab"));
    set(m_save, tr("S&ave message"), tr("Writes this message to a file in the message folder"));
    set(m_rename, tr("&Rename message…"), tr("Gives this tab a title"));
    set(m_copyGantryctl, tr("Copy as &gantryctl"), tr("Copies a command line that sends this message"));
    set(m_copyJava, tr("Copy as &Java"), tr("Copies a Java class that sends this message"));
    set(m_confirm, tr("Send to production"), tr("Sends what was asked about"));
    set(m_refuse, tr("Do not send"), tr("Sends nothing"));
}

void ComposerPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

QList<QAction *> ComposerPanel::menuActions() const
{
    return {m_send,
            m_new,
            m_duplicate,
            m_save,
            m_rename,
            m_close,
            m_copyGantryctl,
            m_copyJava,
            m_burst->menuActions().at(0),
            m_burst->menuActions().at(1)};
}

MessageEditor *ComposerPanel::editorAt(int tab) const
{
    return qobject_cast<MessageEditor *>(m_tabs->widget(tab));
}

MessageEditor *ComposerPanel::current() const
{
    return editorAt(m_tabs->currentIndex());
}

TopicName ComposerPanel::topic() const
{
    return current() ? current()->topic() : TopicName();
}

void ComposerPanel::focusMessage()
{
    current()->setFocus();
}

void ComposerPanel::restoreDrafts()
{
    const DraftStore::Drafts drafts = m_workspace.drafts().load();
    for (const MessageDraft &draft : drafts.messages)
        open(draft);
    if (drafts.messages.isEmpty())
        open(MessageDraft::example());
    m_tabs->setCurrentIndex(int(drafts.current));
    m_isRestoring = false;
}

void ComposerPanel::keepDrafts()
{
    if (m_isRestoring)
        return;
    DraftStore::Drafts drafts;
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        drafts.messages.append(editorAt(tab)->draft());
    drafts.current = m_tabs->currentIndex();
    m_workspace.drafts().save(drafts);
}

void ComposerPanel::open(const MessageDraft &draft)
{
    auto *editor = new MessageEditor(m_tabs);
    editor->setTopics(m_hints.topics());
    editor->setConfig(m_workspace.profile().config);
    editor->setDraft(draft);
    const int tab = m_tabs->addTab(editor, editor->caption());
    connect(editor, &MessageEditor::changed, this, [this, editor] {
        m_tabs->setTabText(m_tabs->indexOf(editor), editor->caption());
        keepDrafts();
    });
    connect(editor, &MessageEditor::topicChanged, this, [this, editor](const TopicName &topic) {
        if (editor == current())
            Q_EMIT topicChanged(topic);
    });
    m_tabs->setCurrentIndex(tab);
    editor->setFocus();
    keepDrafts();
}

void ComposerPanel::edit(const SentMessage &message)
{
    MessageDraft draft;
    draft.message = *message.message;
    draft.mode = message.outcome.mode;
    const QString body = QString::fromUtf8(draft.message.body);
    draft.bodyView = body.toUtf8() == draft.message.body ? BodyView::Text : BodyView::Hex;
    open(draft);
}

void ComposerPanel::newMessage()
{
    MessageDraft draft;
    draft.message.topic = topic();
    open(draft);
}

void ComposerPanel::duplicate()
{
    MessageDraft draft = current()->draft();
    if (!draft.title.isEmpty())
        draft.title = tr("%1 (copy)").arg(draft.title);
    open(draft);
}

void ComposerPanel::closeCurrent()
{
    closeTab(m_tabs->currentIndex());
}

/// There is always one message.
void ComposerPanel::closeTab(int tab)
{
    QWidget *editor = m_tabs->widget(tab);
    if (m_tabs->count() == 1)
        open({});
    m_tabs->removeTab(m_tabs->indexOf(editor));
    editor->deleteLater();
    keepDrafts();
}

void ComposerPanel::renameTab()
{
    MessageEditor *editor = current();
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename message"));
    dialog->setLabelText(tr("Title"));
    dialog->setTextValue(editor->caption());
    connect(dialog, &QInputDialog::textValueSelected, editor, [this, editor](const QString &title) {
        editor->setTitle(title.trimmed());
        m_tabs->setTabText(m_tabs->indexOf(editor), editor->caption());
        keepDrafts();
    });
    dialog->open();
}

void ComposerPanel::openFile(const QString &path, const MessageDraft &draft)
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (editorAt(tab)->path() == path) {
            m_tabs->setCurrentIndex(tab);
            return;
        }
    }
    MessageDraft opened = draft;
    opened.path = path;
    open(opened);
}

void ComposerPanel::save()
{
    if (!current()->path().isEmpty()) {
        saveTo(current()->path());
        return;
    }
    QString name = current()->caption();
    name.replace(QRegularExpression(u"[^\\w.-]+"_s, QRegularExpression::UseUnicodePropertiesOption), u"-"_s);
    auto *dialog = new QFileDialog(this, tr("Save message"), m_workspace.messagesFolder(), u"*.json"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(name + u".json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &ComposerPanel::saveTo);
    dialog->open();
}

void ComposerPanel::saveTo(const QString &path)
{
    const Result<void> saved = saveMessageFile(path, current()->draft());
    showTrouble(saved ? QString() : saved.error().detail);
    if (!saved)
        return;
    current()->setPath(path);
    keepDrafts();
}

void ComposerPanel::showTrouble(const QString &trouble)
{
    m_trouble->setText(trouble.isEmpty() ? QString() : tr("⚠ %1").arg(trouble));
    m_trouble->setVisible(!trouble.isEmpty());
}

void ComposerPanel::onTabChanged()
{
    keepDrafts();
    m_hints.askQueues(topic());
    Q_EMIT topicChanged(topic());
}

void ComposerPanel::onQueuesFound(const TopicName &topic, const QStringList &queues)
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (editorAt(tab)->topic() == topic)
            editorAt(tab)->setQueues(queues);
    }
}

void ComposerPanel::applyConfig()
{
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        editorAt(tab)->setConfig(m_workspace.profile().config);
}

void ComposerPanel::send()
{
    if (!current()->validate())
        return;
    const MessageDraft draft = current()->draft();
    const Session &session = m_workspace.session();
    const bool isProduction = m_workspace.profile().environment == Environment::Production && draft.count > 1;
    const bool isInterrupting = session.runsElsewhereThan(m_workspace.profile()) && session.isSending();
    if (isProduction || isInterrupting)
        ask(draft, isProduction, isInterrupting);
    else
        Q_EMIT sendRequested(draft);
}

void ComposerPanel::ask(const MessageDraft &draft, bool isProduction, bool isInterrupting)
{
    m_asked = draft;
    const QString chosen = m_workspace.profile().name;
    QStringList questions;
    if (isInterrupting)
        questions.append(tr("“%1” is still sending. Stop that, and send this to “%2”?")
                             .arg(m_workspace.session().profile().name, chosen));
    if (isProduction)
        questions.append(tr("Send %1 messages to topic %2 of “%3”, which is a production environment?")
                             .arg(QLocale().toString(draft.count), draft.message.topic.text(), chosen));
    m_questionText->setText(questions.join(u' '));
    m_confirm->setText(isProduction ? tr("Send to production") : tr("Stop and send"));
    m_question->show();
    m_question->findChildren<QToolButton *>().constLast()->setFocus(); // "Do not send"
}

/// A message in the wrong cluster cannot be taken back: the cluster's name stands beside the button.
void ComposerPanel::showDestination()
{
    const Session &session = m_workspace.session();
    const QString chosen = m_workspace.profile().name;
    if (session.runsElsewhereThan(m_workspace.profile())) {
        const QString running = session.profile().name;
        m_destination->say(Status::Warning, tr("to %1, stops %2").arg(chosen, running));
        m_destination->setToolTip(
            tr("Send stops the producer on “%1” and starts one on “%2”.").arg(running, chosen));
    } else {
        m_destination->say(Status::Neutral, tr("to %1").arg(chosen));
        m_destination->setToolTip(session.state() == Session::State::Running
                                      ? tr("The producer on “%1” sends.").arg(chosen)
                                      : tr("Send starts a producer on “%1”.").arg(chosen));
    }
}

/// Of the chosen profile; a sandbox has some while it runs.
QString ComposerPanel::nameServers() const
{
    const Profile &profile = m_workspace.profile();
    const Session &session = m_workspace.session();
    if (profile.kind == Profile::Kind::Cluster)
        return profile.config.nameServers;
    return session.running().sandbox ? session.nameServers() : QString();
}

void ComposerPanel::copyAsGantryctl()
{
    QGuiApplication::clipboard()->setText(
        asGantryctl(current()->draft(), m_workspace.profile().config, nameServers()));
}

void ComposerPanel::copyAsJava()
{
    QGuiApplication::clipboard()->setText(
        asJava(current()->draft(), m_workspace.profile().config, nameServers()));
}

} // namespace gantry::ui
