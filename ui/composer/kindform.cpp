// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/kindform.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::ui {

namespace {

constexpr int mostInBatch = 10'000;
constexpr int usualDelayMs = 10'000;
constexpr int shownLetters = 11;
/// A broker's usual table; one that has another counts the same way.
constexpr std::array levels{"1 s"_L1,   "5 s"_L1,    "10 s"_L1,   "30 s"_L1,   "1 min"_L1, "2 min"_L1,
                            "3 min"_L1, "4 min"_L1,  "5 min"_L1,  "6 min"_L1,  "7 min"_L1, "8 min"_L1,
                            "9 min"_L1, "10 min"_L1, "20 min"_L1, "30 min"_L1, "1 h"_L1,   "2 h"_L1};
constexpr std::array<std::optional<TransactionState>, 4> decisions{
    TransactionState::Commit, TransactionState::Rollback, TransactionState::Unknown, std::nullopt};

} // namespace

KindForm::KindForm(QWidget *parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_kindValue(new QStackedWidget(this))
    , m_batch(new QSpinBox(this))
    , m_decision(new QComboBox(this))
    , m_shardingKey(new QLineEdit(this))
    , m_delivery(new QComboBox(this))
    , m_deliveryValue(new QStackedWidget(this))
    , m_level(new QComboBox(this))
    , m_delay(new QSpinBox(this))
    , m_at(new QDateTimeEdit(this))
{
    build();
    retranslate();
}

QLabel *KindForm::addField(QWidget *field, int column)
{
    auto *label = new QLabel(this);
    label->setBuddy(field);
    m_labels.append(label);
    auto *grid = qobject_cast<QGridLayout *>(layout());
    grid->addWidget(label, 0, column);
    grid->addWidget(field, 0, column + 1);
    return label;
}

void KindForm::build()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    m_kind->setObjectName("kind"_L1);
    m_kind->addItems({{}, {}, {}, {}});
    m_batch->setObjectName("batch"_L1);
    m_batch->setRange(1, mostInBatch);
    m_decision->setObjectName("decision"_L1);
    m_decision->addItems({{}, {}, {}, {}});
    for (QWidget *page : {static_cast<QWidget *>(new QWidget), static_cast<QWidget *>(m_batch),
                          static_cast<QWidget *>(m_decision)})
        m_kindValue->addWidget(page);
    for (QComboBox *box : {m_kind, m_decision, m_delivery}) { // the key needs the room more
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(shownLetters);
    }
    m_shardingKey->setObjectName("shardingKey"_L1);
    m_shardingKey->setMinimumWidth(m_shardingKey->fontMetrics().averageCharWidth() * shownLetters);
    m_delivery->setObjectName("deliveryTime"_L1);
    m_delivery->addItems({{}, {}, {}, {}});
    m_level->setObjectName("delayLevel"_L1);
    for (size_t i = 0; i < levels.size(); ++i)
        m_level->addItem(u"%1: %2"_s.arg(i + 1).arg(levels.at(i)));
    m_delay->setObjectName("delay"_L1);
    m_delay->setRange(0, std::numeric_limits<int>::max());
    m_delay->setSingleStep(1000);
    m_delay->setGroupSeparatorShown(true);
    m_delay->setValue(usualDelayMs);
    m_at->setObjectName("deliverAt"_L1);
    m_at->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_s);
    m_at->setDateTime(QDateTime::currentDateTime().addSecs(60));
    for (QWidget *page : {static_cast<QWidget *>(new QWidget), static_cast<QWidget *>(m_level),
                          static_cast<QWidget *>(m_delay), static_cast<QWidget *>(m_at)})
        m_deliveryValue->addWidget(page);
    addField(m_kind, 0);
    grid->addWidget(m_kindValue, 0, 2);
    addField(m_shardingKey, 3);
    addField(m_delivery, 5);
    grid->addWidget(m_deliveryValue, 0, 7);
    grid->setColumnStretch(4, 1);
    for (QComboBox *box : {m_kind, m_decision, m_delivery, m_level})
        connect(box, &QComboBox::currentIndexChanged, this, &KindForm::noteChange);
    for (QSpinBox *box : {m_batch, m_delay})
        connect(box, &QSpinBox::valueChanged, this, &KindForm::noteChange);
    connect(m_shardingKey, &QLineEdit::textChanged, this, &KindForm::noteChange);
    connect(m_at, &QDateTimeEdit::dateTimeChanged, this, &KindForm::noteChange);
}

void KindForm::retranslate()
{
    const auto setItems = [](QComboBox *box, const QStringList &texts) {
        for (int i = 0; i < texts.size(); ++i)
            box->setItemText(i, texts.at(i));
    };
    const QStringList labels{tr("Send"), tr("Order key"), tr("Deliver")};
    for (qsizetype i = 0; i < labels.size(); ++i)
        m_labels.at(i)->setText(labels.at(i));
    setItems(m_kind,
             {tr("one by one"), tr("in batches of"), tr("in a transaction"), tr("and await a reply")});
    m_kind->setToolTip(
        tr("A batch is one request for several messages; a transaction stores a half message first, "
           "and consumers see it once it is committed; a reply comes from a consumer"));
    setItems(m_decision,
             {tr("commit"), tr("roll back"), tr("unknown: the broker asks"), tr("decide by hand")});
    m_decision->setToolTip(tr("What the broker is told when the half message is stored"));
    m_decision->setAccessibleName(tr("Decision of the transaction"));
    m_batch->setAccessibleName(tr("Messages in a batch"));
    m_batch->setToolTip(tr("Messages in one request; the count says how many are sent in all"));
    m_shardingKey->setPlaceholderText(tr("none: in rotation"));
    m_shardingKey->setToolTip(
        tr("All messages with this key go to one queue, the one that Java's SelectMessageQueueByHash picks"));
    setItems(m_delivery, {tr("at once"), tr("after level"), tr("after"), tr("at")});
    m_delivery->setToolTip(tr(
        "When consumers may see the message. Times need brokers 5: 4.9 delivers at once, levels work there"));
    m_level->setAccessibleName(tr("Delay level"));
    m_delay->setAccessibleName(tr("Delay"));
    m_delay->setSuffix(tr(" ms"));
    m_at->setAccessibleName(tr("Time of delivery"));
    noteChange();
}

void KindForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

SendKind KindForm::kind() const
{
    return SendKind(m_kind->currentIndex());
}

QString KindForm::fault() const
{
    const bool isDelayed = m_delivery->currentIndex() != AtOnce;
    if (isDelayed && kind() == SendKind::Batch)
        return tr("a batch cannot be delayed: send one by one, or deliver at once");
    if (isDelayed && kind() == SendKind::Transaction)
        return tr("a transaction cannot be delayed: send one by one, or deliver at once");
    return {};
}

void KindForm::noteChange()
{
    if (m_labels.isEmpty())
        return; // not built yet
    const int value = kind() == SendKind::Batch ? 1 : kind() == SendKind::Transaction ? 2 : 0;
    m_kindValue->setCurrentIndex(value);
    m_kindValue->setVisible(value > 0);
    m_deliveryValue->setCurrentIndex(m_delivery->currentIndex());
    m_deliveryValue->setVisible(m_delivery->currentIndex() != AtOnce);
    Q_EMIT changed();
}

DeliveryTime KindForm::delivery() const
{
    switch (Delivery(m_delivery->currentIndex())) {
    case AfterLevel:
        return DelayLevel{m_level->currentIndex() + 1};
    case AfterTime:
        return milliseconds(m_delay->value());
    case AtTime:
        return std::chrono::sys_time<milliseconds>(milliseconds(m_at->dateTime().toMSecsSinceEpoch()));
    case AtOnce:
        break;
    }
    return {};
}

void KindForm::setDelivery(const DeliveryTime &delivery)
{
    m_delivery->setCurrentIndex(int(delivery.index()));
    if (const auto *level = std::get_if<DelayLevel>(&delivery))
        m_level->setCurrentIndex(std::min(level->value, m_level->count()) - 1);
    else if (const auto *delay = std::get_if<milliseconds>(&delivery))
        m_delay->setValue(int(std::min<qint64>(delay->count(), m_delay->maximum())));
    else if (const auto *at = std::get_if<std::chrono::sys_time<milliseconds>>(&delivery))
        m_at->setDateTime(QDateTime::fromMSecsSinceEpoch(at->time_since_epoch().count()));
}

void KindForm::setDraft(const MessageDraft &draft)
{
    m_kind->setCurrentIndex(int(draft.kind));
    m_batch->setValue(draft.batch);
    m_decision->setCurrentIndex(int(std::ranges::find(decisions, draft.decision) - decisions.begin()));
    m_shardingKey->setText(draft.shardingKey);
    setDelivery(draft.message.delivery);
}

void KindForm::writeTo(MessageDraft &draft) const
{
    draft.kind = kind();
    draft.batch = m_batch->value();
    draft.decision = decisions.at(size_t(m_decision->currentIndex()));
    draft.shardingKey = m_shardingKey->text();
    draft.message.delivery = delivery();
}

} // namespace gantry::ui
