// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/message.h"
#include "wire/propertyowner.h"
#include <gantry/storedmessage.h>

#include <QSet>

#include <algorithm>
#include <array>
#include <variant>

using namespace Qt::StringLiterals;
using Part = gantry::StoredDifference::Part;

namespace gantry {

namespace {

/// Properties of this kind are for the broker alone, which does not keep them.
constexpr auto transientPrefix = "__RMQ.TRANSIENT."_L1;

/// Where messages wait until their time or their transaction's end has come.
constexpr std::array waitingTopics = {"SCHEDULE_TOPIC_XXXX"_L1, "rmq_sys_wheel_timer"_L1,
                                      "RMQ_SYS_TRANS_HALF_TOPIC"_L1, "RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC"_L1};

constexpr std::array delayNames = {"DELAY"_L1, "TIMER_DELAY_MS"_L1, "TIMER_DELAY_SEC"_L1,
                                   "TIMER_DELIVER_MS"_L1};

/// As it comes back: what is no Unicode is replaced on the way.
QString onTheWire(const QString &text)
{
    return QString::fromUtf8(text.toUtf8());
}

QString quoted(const QString &text)
{
    constexpr qsizetype most = 80;
    const QString shown =
        text.size() <= most
            ? text
            : QString(text.first(most) + u"… (%1 characters)"_s.arg(QString::number(text.size())));
    return u'"' + shown + u'"';
}

QString hexByte(char byte)
{
    return u"0x%1"_s.arg(uchar(byte), 2, 16, QLatin1Char('0'));
}

QString bytesText(const QByteArray &body)
{
    return u"%1 bytes"_s.arg(body.size());
}

bool isWaiting(const StoredMessage &stored)
{
    return std::find(waitingTopics.begin(), waitingTopics.end(), stored.queue.topic.text())
           != waitingTopics.end();
}

/// Compares one message; gathers what is different.
class Comparison
{
public:
    Comparison(const Message &sent, const StoredMessage &stored)
        : m_sent(sent)
        , m_stored(stored)
    {
    }

    void compareId(const IdText &msgId, const BatchPlace *batch);
    void compareContent();
    void compareOutcome(const SendOutcome &outcome);
    [[nodiscard]] QList<StoredDifference> take() { return std::move(m_differences); }

private:
    void add(Part part, const QString &text, const QString &sent = {}, const QString &stored = {})
    {
        m_differences.append({part, text, sent, stored, {}});
    }
    void addProperty(const QString &name, const QString &text, const QString &sent, const QString &stored)
    {
        m_differences.append({Part::Property, u"property %1: %2"_s.arg(name, text), sent, stored, name});
    }
    void compareTopic();
    void compareBody();
    void compareText(Part part, QLatin1StringView what, const QString &sent, const QString &stored);
    void compareKeys();
    void compareProperties();
    void compareDelivery();
    void compareWait();
    void comparePlace(const SendResult &result);
    [[nodiscard]] bool isStoredTwice() const;

    const Message &m_sent;
    const StoredMessage &m_stored;
    bool m_isUnderBatchId = false; ///< its broker gave it the properties of its batch
    QList<StoredDifference> m_differences;
};

/// What is delivered later, or once its transaction ends, is stored again then: the broker's answer to the
/// send speaks of the first time.
bool Comparison::isStoredTwice() const
{
    return m_sent.delivery.index() != 0 || m_stored.transaction != StoredTransaction::None
           || isWaiting(m_stored);
}

void Comparison::compareId(const IdText &msgId, const BatchPlace *batch)
{
    m_isUnderBatchId = batch && m_stored.msgId == batch->batchId;
    if (m_stored.msgId != msgId && !m_isUnderBatchId)
        add(Part::UniqueId,
            u"unique id: sent %1, stored %2"_s.arg(
                msgId.toString(), m_stored.msgId.isEmpty() ? u"none"_s : m_stored.msgId.toString()),
            msgId.toString(), m_stored.msgId.toString());
}

void Comparison::compareContent()
{
    compareTopic();
    compareBody();
    compareText(Part::Tag, "tag"_L1, m_sent.tag, m_stored.tag);
    compareKeys();
    compareProperties();
    compareDelivery();
    compareWait();
    if (m_sent.flag != m_stored.flag)
        add(Part::Flag, u"flag: sent %1, stored %2"_s.arg(m_sent.flag).arg(m_stored.flag),
            QString::number(m_sent.flag), QString::number(m_stored.flag));
}

void Comparison::compareTopic()
{
    const QString sent = m_sent.topic.text();
    QString topic = m_stored.queue.topic.text();
    const bool wasGivenBack = topic.startsWith("%RETRY%"_L1) || topic.startsWith("%DLQ%"_L1);
    if (isWaiting(m_stored))
        topic = m_stored.property(u"REAL_TOPIC").value_or(topic);
    else if (wasGivenBack)
        topic = m_stored.property(u"RETRY_TOPIC").value_or(topic);
    const std::optional<QString> nameSpace = m_stored.property(u"INSTANCE_ID");
    const bool isInNamespace = nameSpace && topic == QString(*nameSpace + u'%' + sent);
    if (topic != sent && !isInNamespace)
        add(Part::Topic, u"topic: sent to %1, stored in %2"_s.arg(sent, topic), sent, topic);
}

void Comparison::compareBody()
{
    if (!m_stored.isBodyCrcRight)
        add(Part::Checksum,
            u"checksum: the body that came is not the one of which the broker computed %1"_s.arg(
                quint32(m_stored.bodyCrc), 8, 16, QLatin1Char('0')),
            {}, u"≠ %1"_s.arg(quint32(m_stored.bodyCrc), 8, 16, QLatin1Char('0')));
    if (m_stored.bodyError)
        return add(Part::Body,
                   u"body: %1 bytes are stored that cannot be decompressed: %2"_s.arg(
                       QString::number(m_stored.storedBodyBytes), m_stored.bodyError->detail),
                   bytesText(m_sent.body), m_stored.bodyError->detail);
    const QByteArray &sent = m_sent.body;
    const QByteArray &stored = m_stored.body;
    if (sent == stored)
        return;
    const auto [sentAt, storedAt] = std::ranges::mismatch(sent, stored);
    const qsizetype offset = sentAt - sent.begin();
    const QString lengths = sent.size() == stored.size()
                                ? u"both have %1 bytes"_s.arg(sent.size())
                                : u"%1 bytes sent, %2 stored"_s.arg(sent.size()).arg(stored.size());
    if (sentAt == sent.end() || storedAt == stored.end())
        return add(Part::Body, u"body: %1; the first %2 are the same"_s.arg(lengths).arg(offset),
                   bytesText(sent), bytesText(stored));
    add(Part::Body,
        u"body: the byte at offset %1 is %2, sent was %3; %4"_s.arg(
            QString::number(offset), hexByte(*storedAt), hexByte(*sentAt), lengths),
        u"%1 @ %2; %3"_s.arg(hexByte(*sentAt)).arg(offset).arg(bytesText(sent)),
        u"%1 @ %2; %3"_s.arg(hexByte(*storedAt)).arg(offset).arg(bytesText(stored)));
}

void Comparison::compareText(Part part, QLatin1StringView what, const QString &sent, const QString &stored)
{
    if (onTheWire(sent) == stored)
        return;
    if (stored.isEmpty())
        add(part, u"%1: sent %2, none stored"_s.arg(what, quoted(sent)), quoted(sent));
    else if (sent.isEmpty())
        add(part, u"%1: none sent, stored %2"_s.arg(what, quoted(stored)), {}, quoted(stored));
    else
        add(part, u"%1: sent %2, stored %3"_s.arg(what, quoted(sent), quoted(stored)), quoted(sent),
            quoted(stored));
}

/// A batch of gathered messages has the keys of all of them, which brokers before 5.4 give each one.
void Comparison::compareKeys()
{
    if (m_isUnderBatchId) {
        const QStringList stored = m_stored.keys.split(u' ', Qt::SkipEmptyParts);
        const QStringList sent = onTheWire(m_sent.keys).split(u' ', Qt::SkipEmptyParts);
        if (std::ranges::all_of(sent, [&](const QString &key) { return stored.contains(key); }))
            return;
    }
    compareText(Part::Keys, "keys"_L1, m_sent.keys, m_stored.keys);
}

void Comparison::compareProperties()
{
    QHash<QString, QString> sent; // of properties with one name the last one counts, as in Java
    for (const Property &property : m_sent.properties)
        sent.insert(onTheWire(property.name), onTheWire(property.value));
    QSet<QString> found;
    for (const Property &property : m_stored.allProperties) {
        const auto original = sent.constFind(property.name);
        if (original != sent.cend()) {
            found.insert(property.name);
            if (*original != property.value)
                addProperty(property.name,
                            u"sent %1, stored %2"_s.arg(quoted(*original), quoted(property.value)),
                            quoted(*original), quoted(property.value));
        } else if (wire::propertyOwner(property.name) == wire::PropertyOwner::User) {
            addProperty(
                property.name,
                u"not sent, stored %1; neither the client nor a broker adds it"_s.arg(quoted(property.value)),
                {}, quoted(property.value));
        }
    }
    for (const Property &property : m_sent.properties) {
        const QString name = onTheWire(property.name);
        if (found.contains(name) || name.startsWith(transientPrefix))
            continue;
        found.insert(name);
        addProperty(name, u"sent %1, not stored"_s.arg(quoted(sent.value(name))), quoted(sent.value(name)),
                    {});
    }
}

/// Brokers drop what has had its effect; what is there must be what was sent, but for a level above the last
/// one, in whose place that one is stored.
void Comparison::compareDelivery()
{
    Property sent;
    if (const auto delivery = wire::deliveryProperty(m_sent.delivery))
        sent = {QString::fromLatin1(delivery->name), QString::number(delivery->value)};
    const bool isLevel = std::holds_alternative<DelayLevel>(m_sent.delivery);
    for (const QLatin1StringView name : delayNames) {
        const std::optional<QString> stored = m_stored.property(QString(name));
        if (stored && name != sent.name)
            addProperty(QString(name), u"not sent, stored %1"_s.arg(quoted(*stored)), {}, quoted(*stored));
        else if (stored && *stored != sent.value && !(isLevel && stored->toInt() < sent.value.toInt()))
            addProperty(QString(name), u"sent %1, stored %2"_s.arg(quoted(sent.value), quoted(*stored)),
                        quoted(sent.value), quoted(*stored));
    }
}

/// Not all brokers keep it, and none does in what it stores a second time.
void Comparison::compareWait()
{
    if (isStoredTwice())
        return;
    const std::optional<QString> wait = m_stored.property(u"WAIT");
    if (wait && (*wait == "true"_L1) != m_sent.waitStoreOk)
        add(Part::WaitStoreOk,
            u"waitStoreOk: sent %1, stored %2"_s.arg(m_sent.waitStoreOk ? "true"_L1 : "false"_L1, *wait),
            m_sent.waitStoreOk ? u"true"_s : u"false"_s, *wait);
}

void Comparison::compareOutcome(const SendOutcome &outcome)
{
    if (outcome.compressed != m_stored.compression.has_value())
        add(Part::Compression,
            outcome.compressed
                ? u"compression: sent compressed, stored as it is"_s
                : u"compression: sent as it is, stored compressed (%1)"_s.arg(name(*m_stored.compression)),
            outcome.compressed ? u"compressed"_s : u"as it is"_s,
            m_stored.compression ? QString(name(*m_stored.compression)) : u"as it is"_s);
    if (outcome.isOk() && outcome.result->status != SendStatus::Oneway && !outcome.transaction
        && !isStoredTwice())
        comparePlace(*outcome.result);
}

void Comparison::comparePlace(const SendResult &result)
{
    if (m_stored.queue.broker == result.queue.broker && m_stored.queue.queueId == result.queue.queueId
        && m_stored.queueOffset == result.queueOffset)
        return;
    const auto place = [](const MessageQueue &queue, qint64 offset) {
        return u"%1:%2 at offset %3"_s.arg(queue.broker.text()).arg(queue.queueId).arg(offset);
    };
    add(Part::Place,
        u"place: the broker answered %1, this is %2; a repeated send is stored twice"_s.arg(
            place(result.queue, result.queueOffset), place(m_stored.queue, m_stored.queueOffset)),
        place(result.queue, result.queueOffset), place(m_stored.queue, m_stored.queueOffset));
}

} // namespace

QList<StoredDifference> compareStored(const Message &sent, const IdText &msgId, const StoredMessage &stored)
{
    Comparison comparison(sent, stored);
    comparison.compareId(msgId, nullptr);
    comparison.compareContent();
    return comparison.take();
}

QList<StoredDifference> compareStored(const Message &sent, const SendOutcome &outcome,
                                      const StoredMessage &stored)
{
    Comparison comparison(sent, stored);
    comparison.compareId(outcome.msgId, outcome.batch.get());
    comparison.compareContent();
    comparison.compareOutcome(outcome);
    return comparison.take();
}

} // namespace gantry
