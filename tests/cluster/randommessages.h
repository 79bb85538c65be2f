// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/message.h>
#include <gantry/sendoutcome.h>
#include <gantry/storedmessage.h>
#include <gantry/transaction.h>

#include <QRandomGenerator>
#include <QStringList>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

/// What the suites of read back send.
namespace gantry::testing {

using namespace Qt::StringLiterals;

inline QString randomText(QRandomGenerator &random, int longest)
{
    static const QString alphabet = QStringLiteral(u"abcXYZ0189-_./:{}\"' 订单号码上海北京测试é√\t");
    QString text;
    const int length = random.bounded(1, longest + 1);
    for (int i = 0; i < length; ++i) {
        if (random.bounded(20) == 0)
            text += QString::fromUcs4(U"😀", 1);
        else
            text += alphabet.at(random.bounded(alphabet.size()));
    }
    return text;
}

/// 1 byte to 64 KiB, mostly short; an empty body is refused before it is sent.
inline QByteArray randomBody(QRandomGenerator &random)
{
    const int kind = random.bounded(20);
    if (kind < 4) // as short as can be
        return QByteArray(random.bounded(1, 3), char(random.bounded(256)));
    if (kind < 8)
        return randomText(random, 400).toUtf8();
    if (kind < 12) // compresses well
        return randomText(random, 40).toUtf8().repeated(random.bounded(10, 300));
    const int longest = kind == 19 ? 64 * 1024 : 3000;
    QByteArray body(random.bounded(1, longest + 1), Qt::Uninitialized);
    std::ranges::generate(body, [&random] { return char(random.bounded(256)); });
    return body;
}

/// A word without blanks, as tags and keys are.
inline QString randomWord(QRandomGenerator &random)
{
    QString word = randomText(random, 20);
    word.removeIf([](QChar c) { return c.isSpace(); });
    return word.isEmpty() ? u"k"_s : word;
}

/// Names that look like RocketMQ's own, and are not.
inline const std::array nearlySystem{u"keys"_s,          u"Tags"_s,        u"UNIQ_KEY_"_s, u"__BORNHOST__"_s,
                                     u"RMQ_SYS_TRACE"_s, u"%RETRY%"_s,     u"DELAYED"_s,   u"TIMER_OUT"_s,
                                     u"TRAN"_s,          u"CORRELATION"_s, u"订单KEYS"_s,  u"😀"_s};

inline Message randomMessage(QRandomGenerator &random, const TopicName &topic)
{
    Message message{.topic = topic, .body = randomBody(random)};
    if (random.bounded(2) == 0)
        message.tag = randomWord(random);
    if (random.bounded(2) == 0)
        message.keys = random.bounded(2) == 0 ? randomWord(random)
                                              : QString(randomWord(random) + u' ' + randomWord(random));
    const int properties = random.bounded(6);
    for (int i = 0; i < properties; ++i)
        message.properties.append({u"p%1 "_s.arg(i) + randomWord(random), u'v' + randomText(random, 60)});
    if (random.bounded(3) == 0)
        message.properties.append({nearlySystem.at(size_t(random.bounded(int(nearlySystem.size())))),
                                   u'v' + randomText(random, 20)});
    message.flag = random.bounded(3) == 0 ? qint32(random.generate()) : 0;
    message.waitStoreOk = random.bounded(4) != 0;
    return message;
}

inline QString textOf(const QList<StoredDifference> &differences)
{
    QStringList texts;
    for (const StoredDifference &difference : differences)
        texts.append(difference.text);
    return texts.join(u"; "_s);
}

/// Everything that was sent, with what became of it. Thread: any.
class Sent
{
public:
    struct Entry {
        Message message;
        SendOutcome outcome;
    };

    void add(const Message &message, const SendOutcome &outcome)
    {
        const std::lock_guard lock(m_mutex);
        m_failed += outcome.isOk() ? 0 : 1;
        m_entries.append({message, outcome});
    }
    [[nodiscard]] qsizetype count() const
    {
        const std::lock_guard lock(m_mutex);
        return m_entries.size();
    }
    [[nodiscard]] int failed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_failed;
    }
    /// Only when nothing is added any more.
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }

private:
    mutable std::mutex m_mutex;
    QList<Entry> m_entries;
    int m_failed = 0;
};

/// Commits each.
class Committing final : public TransactionListener
{
public:
    std::optional<TransactionState> executeLocalTransaction(const Message &, const SendOutcome &) override
    {
        return TransactionState::Commit;
    }
    std::optional<TransactionState> checkLocalTransaction(const TransactionCheck &) override
    {
        return TransactionState::Commit;
    }
};

} // namespace gantry::testing
