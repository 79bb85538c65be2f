// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/deliveryform.h"

#include "composer/kindform.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>

#include <limits>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr int mostMessages = std::numeric_limits<int>::max();
constexpr int mostRetries = 100;
constexpr double highestRate = 1e6;
constexpr int widestWindow = 100'000;
constexpr int mostQueueId = 65'535;
constexpr int queueCharacters = 14;

/// "broker-a:3"
std::optional<MessageQueue> parseQueue(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    const int id = text.mid(colon + 1).trimmed().toInt(&isNumber);
    if (colon <= 0 || !isNumber || id < 0 || id > mostQueueId)
        return std::nullopt;
    return MessageQueue{{}, BrokerName(text.left(colon).trimmed()), id};
}

} // namespace

DeliveryForm::DeliveryForm(QWidget *parent)
    : QWidget(parent)
    , m_modes(new QButtonGroup(this))
    , m_modeLabel(new QLabel(this))
    , m_timeout(spinBox("timeout", 0, std::numeric_limits<int>::max(), 500))
    , m_retries(spinBox("retries", -1, mostRetries, 1))
    , m_queue(new QComboBox(this))
    , m_queueFault(new QLabel(this))
    , m_kind(new KindForm(this))
    , m_count(spinBox("count", 1, mostMessages, 100))
    , m_rate(new QDoubleSpinBox(this))
    , m_window(spinBox("window", 1, widestWindow, 100))
{
    build();
    retranslate();
}

QSpinBox *DeliveryForm::spinBox(const char *name, int from, int to, int step)
{
    auto *box = new QSpinBox(this);
    box->setObjectName(QLatin1StringView(name));
    box->setRange(from, to);
    box->setSingleStep(step);
    box->setGroupSeparatorShown(true);
    connect(box, &QSpinBox::valueChanged, this, &DeliveryForm::noteChange);
    return box;
}

void DeliveryForm::build()
{
    auto *modes = new QHBoxLayout;
    for (const SendMode mode : {SendMode::Sync, SendMode::Async, SendMode::Oneway}) {
        auto *button = new QRadioButton(QString(name(mode)).toUpper(), this);
        button->setObjectName(u"mode_"_s + name(mode));
        m_modes->addButton(button, int(mode));
        modes->addWidget(button);
    }
    modes->addStretch();
    m_queue->setObjectName("queue"_L1);
    m_queue->setEditable(true);
    m_queue->setInsertPolicy(QComboBox::NoInsert);
    m_queue->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_queue->setMinimumContentsLength(queueCharacters);
    m_queueFault->setObjectName("queueFault"_L1);
    m_queueFault->setWordWrap(true);
    m_queueFault->hide();
    m_rate->setObjectName("rate"_L1);
    m_rate->setRange(0, highestRate);
    m_rate->setDecimals(1);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    const auto add = [&](QWidget *field, int row, int column) {
        auto *label = new QLabel(this);
        label->setBuddy(field);
        m_labels.append(label);
        grid->addWidget(label, row, column);
        grid->addWidget(field, row, column + 1);
    };
    grid->addWidget(m_modeLabel, 0, 0);
    grid->addLayout(modes, 0, 1, 1, 6);
    add(m_timeout, 1, 0);
    add(m_retries, 1, 2);
    add(m_queue, 1, 4);
    add(m_count, 2, 0);
    add(m_rate, 2, 2);
    add(m_window, 2, 4);
    grid->addWidget(m_kind, 3, 0, 1, 7);
    grid->addWidget(m_queueFault, 4, 0, 1, 7);
    connect(m_kind, &KindForm::changed, this, &DeliveryForm::noteChange);
    grid->setColumnStretch(6, 1); // fields of numbers are no wider in a wide window
    connect(m_modes, &QButtonGroup::idToggled, this, [this](int, bool isOn) {
        if (isOn)
            noteChange();
    });
    connect(m_queue, &QComboBox::editTextChanged, this, &DeliveryForm::noteChange);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &DeliveryForm::noteChange);
}

void DeliveryForm::retranslate()
{
    m_modeLabel->setText(tr("Mode"));
    m_modes->button(int(SendMode::Sync))
        ->setToolTip(tr("Waits for the answer, and tries another broker when an attempt fails"));
    m_modes->button(int(SendMode::Async))
        ->setToolTip(tr(
            "Many at a time; lost connections and time-outs are tried again, a broker's refusal is final"));
    m_modes->button(int(SendMode::Oneway))
        ->setToolTip(tr("Nobody answers: whether the message was stored stays unknown"));
    const QStringList labels{tr("Time-out"), tr("Retries"), tr("Queue"),
                             tr("Count"),    tr("Rate"),    tr("Window")};
    for (qsizetype i = 0; i < labels.size(); ++i)
        m_labels.at(i)->setText(labels.at(i));
    m_timeout->setSuffix(tr(" ms"));
    m_timeout->setSpecialValueText(tr("as the producer"));
    m_timeout->setToolTip(tr("Of the whole send, with look-ups, connects and all attempts"));
    m_retries->setSpecialValueText(tr("as the producer"));
    m_retries->setToolTip(tr("Attempts after the first one; an exact queue and ONEWAY have none"));
    m_queue->lineEdit()->setPlaceholderText(tr("in rotation"));
    m_queue->setToolTip(tr("A broker and a queue, for example broker-a:0; empty: the next one in rotation"));
    m_rate->setSpecialValueText(tr("as fast as it goes"));
    m_rate->setSuffix(tr(" /s"));
    m_count->setToolTip(tr("How often the message is sent"));
    m_window->setToolTip(tr("ASYNC: messages without an outcome at a time"));
    noteChange();
}

void DeliveryForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

QString DeliveryForm::queueFault() const
{
    const QString text = m_queue->currentText().trimmed();
    if (text.isEmpty() || parseQueue(text))
        return m_kind->fault();
    return tr("“%1” is no queue: name a broker and a number, for example broker-a:0").arg(text);
}

void DeliveryForm::noteChange()
{
    if (m_labels.isEmpty())
        return; // not built yet
    const auto mode = SendMode(m_modes->checkedId());
    const bool hasMode = m_kind->kind() == SendKind::Message || m_kind->kind() == SendKind::Batch;
    for (QAbstractButton *button : m_modes->buttons())
        button->setEnabled(hasMode);
    m_retries->setEnabled(!hasMode || mode != SendMode::Oneway);
    m_window->setEnabled((!hasMode || mode != SendMode::Sync) && m_count->value() > 1);
    m_rate->setEnabled(m_count->value() > 1);
    const QString fault = queueFault();
    m_queueFault->setText(fault.isEmpty() ? QString() : tr("⚠ %1").arg(fault));
    m_queueFault->setVisible(!fault.isEmpty());
    Q_EMIT changed();
}

void DeliveryForm::setDraft(const MessageDraft &draft)
{
    m_modes->button(int(draft.mode))->setChecked(true);
    m_timeout->setValue(draft.timeoutMs.value_or(0));
    m_retries->setValue(draft.retries.value_or(-1));
    m_queue->setEditText(draft.queue ? u"%1:%2"_s.arg(draft.queue->broker.text()).arg(draft.queue->queueId)
                                     : QString());
    m_count->setValue(int(std::min<quint64>(draft.count, mostMessages)));
    m_rate->setValue(draft.rate);
    m_window->setValue(draft.window);
    m_kind->setDraft(draft);
}

void DeliveryForm::writeTo(MessageDraft &draft) const
{
    draft.mode = SendMode(m_modes->checkedId());
    draft.timeoutMs = m_timeout->value() > 0 ? std::optional(m_timeout->value()) : std::nullopt;
    draft.retries = m_retries->value() >= 0 ? std::optional(m_retries->value()) : std::nullopt;
    draft.queue = parseQueue(m_queue->currentText());
    if (draft.queue)
        draft.queue->topic = draft.message.topic;
    draft.count = quint64(m_count->value());
    draft.rate = m_rate->value();
    draft.window = m_window->value();
    m_kind->writeTo(draft);
}

void DeliveryForm::setQueues(const QStringList &queues)
{
    const QString typed = m_queue->currentText();
    const QSignalBlocker blocker(m_queue);
    m_queue->clear();
    m_queue->addItems(queues);
    m_queue->setCurrentIndex(-1);
    m_queue->setEditText(typed);
}

} // namespace gantry::ui
