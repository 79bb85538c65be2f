// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routing/lastqueues.h"
#include "routing/nameservermodel.h"
#include "routing/routemodel.h"
#include "routing/routequestion.h"
#include "workspace/inquiry.h"
#include "workspace/messagelabel.h"
#include "workspace/workspace.h"

#include <QAction>
#include <QListWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QWidget>

#include <chrono>
#include <optional>

namespace gantry::ui {

/// Where messages of a topic go: brokers and queues, the rotation as it moves, who is passed over, and what
/// changed when.
class RoutingPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit RoutingPanel(Workspace &workspace, QWidget *parent = nullptr);

    /// The topic that is composed now.
    void setTopic(const TopicName &topic);
    [[nodiscard]] QList<QAction *> menuActions() const { return {m_refresh}; }

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void retranslate();
    void onStateChanged();
    void onOutcomes(const std::vector<SentMessage> &messages);
    void onTick();
    void ask();
    void onAnswer(const RouteAnswer &answer);
    void noteChanges(const RouteAnswer &answer);
    void addToHistory(const QString &text);
    void forgetRoute();
    void showRoute();
    void showAge();
    void showCounts();
    void showNameServers(const RouteAnswer &answer);

    Workspace &m_workspace;
    TopicName m_topic;
    std::optional<RouteAnswer> m_answer; ///< of the topic and the producer that runs
    std::chrono::steady_clock::time_point m_answeredAt;
    QHash<TopicName, TopicPublishInfo> m_known; ///< to tell changes
    LastQueues m_last;
    RouteModel m_model;
    NameServerModel m_nameServerModel;
    Inquiry<RouteAnswer> m_inquiry;
    QTimer m_tick;
    QTimer m_typing; ///< not every letter of a topic is a topic
    int m_ticks = 0;
    bool m_asksAgain = false;

    QLabel *m_title;
    MessageLabel *m_note;
    MessageLabel *m_penalties;
    QTreeView *m_tree;
    QLabel *m_age;
    QToolButton *m_refreshButton;
    MessageLabel *m_disagreements;
    QTableView *m_nameServers;
    QLabel *m_historyTitle;
    QListWidget *m_history;
    QAction *m_refresh;
};

} // namespace gantry::ui
