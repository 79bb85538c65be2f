// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor/doctordialog.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QTextCursor>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace gantry::ui {

DoctorDialog::DoctorDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_topicLabel(new QLabel(this))
    , m_topic(new QLineEdit(this))
    , m_startStop(new QPushButton(this))
    , m_verdict(new MessageLabel(this))
    , m_findings(new QTextEdit(this))
    , m_copy(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    build();
    connect(&m_run, &DoctorRun::found, this, &DoctorDialog::onFound);
    connect(&m_run, &DoctorRun::finished, this, &DoctorDialog::onFinished);
    connect(m_startStop, &QPushButton::clicked, this, &DoctorDialog::startOrStop);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_report.text()); });
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    retranslate();
}

void DoctorDialog::build()
{
    setObjectName("doctorDialog"_L1);
    m_topic->setObjectName("doctorTopic"_L1);
    m_startStop->setObjectName("doctorStartStop"_L1);
    m_verdict->setObjectName("doctorVerdict"_L1);
    m_findings->setObjectName("doctorFindings"_L1);
    m_copy->setObjectName("doctorCopy"_L1);
    m_close->setObjectName("doctorClose"_L1);
    m_topicLabel->setBuddy(m_topic);
    m_startStop->setDefault(true); // Enter in the field examines
    m_copy->setAutoDefault(false);
    m_close->setAutoDefault(false);
    m_findings->setReadOnly(true);
    m_findings->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *top = new QHBoxLayout;
    top->addWidget(m_topicLabel);
    top->addWidget(m_topic, 1);
    top->addWidget(m_startStop);
    auto *bottom = new QHBoxLayout;
    bottom->addStretch(1);
    bottom->addWidget(m_copy);
    bottom->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addWidget(m_verdict);
    column->addWidget(m_findings, 1);
    column->addLayout(bottom);
    constexpr QSize letters(96, 32);
    resize(fontMetrics().averageCharWidth() * letters.width(), fontMetrics().height() * letters.height());
}

void DoctorDialog::retranslate()
{
    setWindowTitle(tr("Examine the way of a send"));
    m_topicLabel->setText(tr("&Topic"));
    m_topic->setAccessibleName(tr("Topic to examine the way to"));
    m_topic->setPlaceholderText(tr("empty: every broker of the cluster"));
    m_verdict->setAccessibleName(tr("Whether a send gets through"));
    m_findings->setAccessibleName(tr("What was found, step by step"));
    m_copy->setText(tr("&Copy"));
    m_copy->setToolTip(tr("Copies all that was found as text"));
    m_close->setText(tr("C&lose"));
    enter(m_state);
    showReport();
}

void DoctorDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        showReport(); // verdicts have a colour
}

void DoctorDialog::hideEvent(QHideEvent *event)
{
    QDialog::hideEvent(event);
    if (m_state == State::Examining)
        stop();
}

void DoctorDialog::examine(const TopicName &topic)
{
    m_topic->setText(topic.text());
    show();
    raise();
    activateWindow();
    begin();
}

void DoctorDialog::startOrStop()
{
    if (m_state == State::Examining)
        stop();
    else
        begin();
}

void DoctorDialog::begin()
{
    m_report.clear();
    m_findings->clear();
    const std::optional<ProducerConfig> connection = m_workspace.connectionNow();
    if (!connection) {
        enter(State::Idle);
        m_verdict->say(Status::Warning, tr("The sandbox does not run: start the producer, then examine."));
        return;
    }
    enter(State::Examining);
    m_run.start(*connection, TopicName(m_topic->text().trimmed()));
}

void DoctorDialog::stop()
{
    m_run.cancel();
    enter(State::Stopped);
}

void DoctorDialog::onFound(const DoctorFinding &finding)
{
    m_report.add(finding);
    append(finding);
}

void DoctorDialog::onFinished()
{
    enter(State::Ended);
}

void DoctorDialog::enter(State state)
{
    m_state = state;
    m_startStop->setText(state == State::Examining ? tr("&Stop") : tr("&Examine"));
    m_copy->setEnabled(state != State::Idle);
    switch (state) {
    case State::Idle:
        m_verdict->say(Status::Neutral,
                       tr("Looks at each step from here to the brokers, and sends no message."));
        return;
    case State::Examining:
        m_verdict->say(Status::Neutral, tr("Examining; a step takes up to the time-out of a send."));
        return;
    case State::Stopped:
        m_verdict->say(Status::Warning, tr("Stopped: the steps that are missing here were not looked at."));
        return;
    case State::Ended:
        m_verdict->say(m_report.status(), m_report.sentence());
        return;
    }
}

void DoctorDialog::showReport()
{
    m_findings->clear();
    for (const DoctorFinding &finding : m_report.findings())
        append(finding);
}

/// What is found is shown at its end, as it comes, unless somebody reads further up.
void DoctorDialog::append(const DoctorFinding &finding)
{
    QTextCursor cursor(m_findings->document());
    cursor.movePosition(QTextCursor::End);
    const auto addLine = [&](const QString &text, int indent, const QTextCharFormat &format) {
        QTextBlockFormat block;
        block.setIndent(indent);
        block.setTopMargin(indent == 0 ? fontMetrics().height() / 3.0 : 0);
        if (m_findings->document()->isEmpty())
            cursor.setBlockFormat(block);
        else
            cursor.insertBlock(block);
        cursor.insertText(text, format);
    };
    QTextCharFormat heading;
    heading.setForeground(statusColour(DoctorReport::statusOf(finding), palette()));
    heading.setFontWeight(QFont::Bold);
    addLine(DoctorReport::heading(finding), 0, heading);
    addLine(finding.text, 1, {});
    QTextCharFormat hint;
    hint.setFontItalic(true);
    if (!finding.hint.isEmpty())
        addLine(u"→ "_s + finding.hint, 1, hint);
}

} // namespace gantry::ui
