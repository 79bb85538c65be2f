// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer/clusterhints.h"
#include "workspace/workspace.h"

#include <QWidget>

class QAction;
class QLabel;
class QTabWidget;

namespace gantry::ui {

class BurstBar;
class MessageEditor;
class MessageLabel;

/// The messages that are being composed, one a tab, and the way to send them.
class ComposerPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ComposerPanel(Workspace &workspace, QWidget *parent = nullptr);

    /// A new tab with what was sent.
    void edit(const SentMessage &message);
    /// A new tab.
    void open(const MessageDraft &draft);
    /// The tab of that file, or a new one.
    void openFile(const QString &path, const MessageDraft &draft);
    [[nodiscard]] QList<QAction *> menuActions() const;
    /// Of the tab that is in front.
    [[nodiscard]] TopicName topic() const;
    /// Goes to the tab that is in front, to type.
    void focusMessage();

Q_SIGNALS:
    void sendRequested(const gantry::ui::MessageDraft &draft);
    void topicChanged(const gantry::TopicName &topic);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void buildActions();
    QWidget *buildQuestion();
    void retranslate();
    void retranslateActions();
    void restoreDrafts();
    void keepDrafts();
    [[nodiscard]] MessageEditor *current() const;
    [[nodiscard]] MessageEditor *editorAt(int tab) const;
    void closeTab(int tab);
    void renameTab();
    void save();
    void saveTo(const QString &path);
    void showTrouble(const QString &trouble);
    void send();
    void ask(const MessageDraft &draft, bool isProduction, bool isInterrupting);
    void showDestination();
    [[nodiscard]] QString nameServers() const;
    void onTabChanged();
    void applyConfig();
    void onQueuesFound(const TopicName &topic, const QStringList &queues);
    [[nodiscard]] QAction *action(const char *name, const QKeySequence &shortcut,
                                  void (ComposerPanel::*slot)());
    void newMessage();
    void duplicate();
    void closeCurrent();
    void copyAsGantryctl();
    void copyAsJava();

    Workspace &m_workspace;
    ClusterHints m_hints;
    QTabWidget *m_tabs;
    BurstBar *m_burst;
    QWidget *m_question;
    QLabel *m_questionText;
    QLabel *m_trouble;
    MessageLabel *m_destination; ///< where Send sends to
    QAction *m_send;
    QAction *m_new;
    QAction *m_duplicate;
    QAction *m_close;
    QAction *m_rename;
    QAction *m_save;
    QAction *m_copyGantryctl;
    QAction *m_copyJava;
    QAction *m_confirm;
    QAction *m_refuse;
    std::optional<MessageDraft> m_asked; ///< waits for the answer to the question
    bool m_isRestoring = true;
};

} // namespace gantry::ui
