// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stored/storedstory.h"

#include "stored/storedbody.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;
using Verdict = gantry::ui::ReadBack::Verdict;

namespace gantry::ui {

namespace {

QString timeText(std::chrono::sys_time<std::chrono::milliseconds> time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count())
        .toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

QString withHint(const QString &text, const std::optional<Error> &error)
{
    if (!error)
        return text;
    const QString why = text + u'\n' + error->detail;
    return error->hint.isEmpty() ? why : QString(why + u'\n' + error->hint);
}

bool isHalfTopic(const QString &topic)
{
    return topic.startsWith("RMQ_SYS_"_L1) && topic.contains("TRANS_HALF"_L1);
}

} // namespace

StoredStory::StoredStory(const SentMessage &sent, const ReadBack &found)
    : m_sent(sent)
    , m_found(found)
{
}

Status StoredStory::status() const
{
    switch (m_found.verdict) {
    case Verdict::Equal:
        return Status::Good;
    case Verdict::Differs:
        return Status::Bad;
    case Verdict::NotFound:
        return m_sent.outcome.isOk() ? Status::Bad : Status::Neutral;
    case Verdict::NotCompared:
    case Verdict::NotKnown:
        return Status::Warning;
    }
    Q_UNREACHABLE();
}

QString StoredStory::sentence() const
{
    switch (m_found.verdict) {
    case Verdict::Equal:
        return u"✓ "_s + tr("Equal: every byte, property and flag that is stored is what was sent.");
    case Verdict::Differs:
        return tr("%n differences between what was sent and what is stored.", nullptr,
                  int(m_found.differences.size()));
    case Verdict::NotCompared:
        return tr("It is stored. It cannot be compared: what was sent is no longer kept here.");
    case Verdict::NotFound:
        return withHint(m_sent.outcome.isOk() ? tr("Not found: no broker has this message.")
                                              : tr("Not stored: no broker has this message."),
                        m_found.error);
    case Verdict::NotKnown:
        return withHint(tr("Not known: not every broker that may have it could be asked."), m_found.error);
    }
    Q_UNREACHABLE();
}

QString StoredStory::halfText() const
{
    const auto &transaction = m_sent.outcome.transaction;
    if (transaction && !transaction->error && transaction->state == TransactionState::Rollback)
        return tr("Only the half message is there: the transaction was rolled back, consumers never see it.");
    if (transaction && !transaction->error && transaction->state == TransactionState::Commit)
        return tr(
            "Only the half message was found, although the transaction was committed. The broker may not be "
            "done yet: read back again.");
    return tr("Only the half message is there: consumers do not see it unless its transaction is committed.");
}

QString StoredStory::whereItWaits() const
{
    const QString topic = m_found.stored->queue.topic.text();
    if (topic == m_sent.outcome.topic.text())
        return {};
    if (isHalfTopic(topic))
        return halfText();
    if (topic == "SCHEDULE_TOPIC_XXXX"_L1 || topic == "rmq_sys_wheel_timer"_L1)
        return tr("It lies in %1 and not in its topic yet: consumers see it when its time has come, unless "
                  "it "
                  "is recalled.")
            .arg(topic);
    return tr("It lies in the topic %1.").arg(topic);
}

QString StoredStory::note() const
{
    QStringList notes;
    if (m_found.stored) {
        notes.append(whereItWaits());
        if (!m_sent.outcome.isOk())
            notes.append(tr("The send failed, but the message is stored: sent again, it is there twice."));
        if (m_sent.outcome.batch)
            notes.append(tr("It travelled as message %1 of %2 of a batch, and is stored by itself.")
                             .arg(m_sent.outcome.batch->index + 1)
                             .arg(m_sent.outcome.batch->size));
        if (m_found.copies > 1)
            notes.append(tr("It is stored %n times under this id; this is the first one.", nullptr,
                            int(m_found.copies)));
    } else if (m_found.verdict == Verdict::NotFound) {
        notes.append(tr("Brokers index a message a moment after they stored it, and keep it for some days."));
    }
    for (const ServerTrouble &trouble : m_found.unreachable)
        notes.append(tr("%1 could not be asked: %2").arg(trouble.server, trouble.error.detail));
    notes.removeAll(QString());
    return notes.join(u'\n');
}

QString StoredStory::describe(const StoredDifference &difference)
{
    switch (difference.part) {
    case StoredDifference::Part::Body:
        return tr("Body");
    case StoredDifference::Part::Checksum:
        return tr("Checksum of the body");
    case StoredDifference::Part::Tag:
        return tr("Tag");
    case StoredDifference::Part::Keys:
        return tr("Keys");
    case StoredDifference::Part::Property:
        return tr("Property %1").arg(inOneLine(difference.property));
    case StoredDifference::Part::Flag:
        return tr("Flag");
    case StoredDifference::Part::WaitStoreOk:
        return tr("Wait for the store");
    case StoredDifference::Part::Topic:
        return tr("Topic");
    case StoredDifference::Part::UniqueId:
        return tr("Unique id");
    case StoredDifference::Part::Compression:
        return tr("Compression");
    case StoredDifference::Part::Place:
        return tr("Place");
    }
    Q_UNREACHABLE();
}

StoredRow StoredStory::differences() const
{
    StoredRow group{.name = tr("Differences"), .isDifferent = true};
    for (const StoredDifference &difference : m_found.differences) {
        const auto shown = [](const QString &text) { return text.isEmpty() ? u"–"_s : inOneLine(text); };
        group.children.append({.name = describe(difference),
                               .sent = shown(difference.sent),
                               .stored = shown(difference.stored),
                               .isDifferent = true});
    }
    return group;
}

QString StoredStory::sysFlagText() const
{
    const StoredMessage &stored = *m_found.stored;
    QStringList meaning;
    if (stored.compression)
        meaning.append(tr("compressed by %1").arg(name(*stored.compression)));
    if (stored.transaction != StoredTransaction::None)
        meaning.append(tr("transaction: %1").arg(name(stored.transaction)));
    const QString number = u"0x%1"_s.arg(stored.sysFlag, 0, 16);
    return meaning.isEmpty() ? number : tr("%1 (%2)").arg(number, meaning.join(", "_L1));
}

StoredRow StoredStory::message() const
{
    const StoredMessage &stored = *m_found.stored;
    const bool kept = isKept(m_sent);
    const Message &sent = *m_sent.message;
    const auto known = [kept](const QString &text) { return kept ? inOneLine(text) : QString(); };
    StoredRow group{.name = tr("Stored message")};
    const auto add = [&group](const QString &name, const QString &sentText, const QString &storedText) {
        group.children.append({.name = name, .sent = sentText, .stored = inOneLine(storedText)});
    };
    add(tr("Topic"), m_sent.outcome.topic.text(), stored.queue.topic.text());
    add(tr("Queue and offset"), {},
        tr("%1, queue %2, offset %3")
            .arg(stored.queue.broker.text(), QString::number(stored.queue.queueId),
                 QString::number(stored.queueOffset)));
    add(tr("Unique id"), m_sent.outcome.msgId.toString(), stored.msgId.toString());
    add(tr("Offset id"), {}, stored.offsetMsgId.toString());
    add(tr("Offset in the commit log"), {}, QString::number(stored.physicalOffset));
    add(tr("Tag"), known(sent.tag), stored.tag);
    add(tr("Keys"), known(sent.keys), stored.keys);
    add(tr("Flag"), known(QString::number(sent.flag)), QString::number(stored.flag));
    add(tr("System flag"), {}, sysFlagText());
    add(tr("Born"), {}, tr("%1 at %2").arg(timeText(stored.bornAt), stored.bornHost.text()));
    add(tr("Stored"), {}, tr("%1 at %2").arg(timeText(stored.storedAt), stored.storeHost.text()));
    add(tr("Checksum of the body"), {},
        (stored.isBodyCrcRight ? tr("%1, right") : tr("%1, WRONG"))
            .arg(quint32(stored.bodyCrc), 8, 16, QLatin1Char('0')));
    if (stored.reconsumeTimes > 0)
        add(tr("Given back by consumers"), {}, QString::number(stored.reconsumeTimes));
    if (stored.preparedTransactionOffset > 0)
        add(tr("Its half message is at"), {}, QString::number(stored.preparedTransactionOffset));
    group.children.append(properties());
    group.children.append(body());
    return group;
}

StoredRow StoredStory::properties() const
{
    StoredRow group{.name = tr("Properties"),
                    .stored = QString::number(m_found.stored->allProperties.size())};
    for (const Property &property : m_found.stored->allProperties) {
        QString sent;
        for (const Property &candidate : m_sent.message->properties) {
            if (candidate.name == property.name)
                sent = inOneLine(candidate.value);
        }
        group.children.append(
            {.name = inOneLine(property.name), .sent = sent, .stored = inOneLine(property.value)});
    }
    return group;
}

StoredRow StoredStory::body() const
{
    const StoredMessage &stored = *m_found.stored;
    const QLocale locale;
    const auto bytes = [&locale](qint64 size) { return tr("%1 bytes").arg(locale.toString(size)); };
    StoredRow group{.name = tr("Body"), .stored = bytes(stored.body.size())};
    if (isKept(m_sent))
        group.sent = bytes(m_sent.message->body.size());
    if (stored.bodyError)
        group.stored =
            tr("%1 as stored; it cannot be decompressed: %2").arg(group.stored, stored.bodyError->detail);
    else if (stored.compression)
        group.stored = tr("%1, stored as %2").arg(group.stored, bytes(stored.storedBodyBytes));
    qsizetype rest = 0;
    for (const QString &line : bodyLines(stored.body, rest))
        group.children.append({.stored = line, .isBody = true});
    if (rest > 0)
        group.children.append({.stored = tr("… and %1 more").arg(bytes(rest))});
    return group;
}

QList<StoredRow> StoredStory::rows() const
{
    QList<StoredRow> rows;
    if (!m_found.differences.isEmpty())
        rows.append(differences());
    if (m_found.stored)
        rows.append(message());
    return rows;
}

} // namespace gantry::ui
