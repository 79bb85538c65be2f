// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "doctor/doctorreport.h"
#include "workspace/doctorrun.h"
#include "workspace/messagelabel.h"
#include "workspace/workspace.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTextEdit>

namespace gantry::ui {

/// Examines the way from here to a topic's brokers step by step, and says what stands in the way of a send.
/// Sends nothing.
class DoctorDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit DoctorDialog(Workspace &workspace, QWidget *parent = nullptr);

    /// Shows the dialog, and begins. An empty topic: the brokers of the whole cluster.
    void examine(const TopicName &topic);

protected:
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum class State { Idle, Examining, Ended, Stopped };

    void build();
    void retranslate();
    void startOrStop();
    void begin();
    void stop();
    void onFound(const DoctorFinding &finding);
    void onFinished();
    void enter(State state);
    void showReport();
    void append(const DoctorFinding &finding);

    Workspace &m_workspace;
    DoctorRun m_run;
    DoctorReport m_report;
    State m_state = State::Idle;
    QLabel *m_topicLabel;
    QLineEdit *m_topic;
    QPushButton *m_startStop;
    MessageLabel *m_verdict;
    QTextEdit *m_findings;
    QPushButton *m_copy;
    QPushButton *m_close;
};

} // namespace gantry::ui
