// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/fault.h"
#include "wire/codes.h"

#include <QHash>
#include <QStringList>

#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::sandbox {

namespace {

namespace request = wire::requestcode;

const QHash<QString, QList<int>> &requestWords()
{
    static const QHash<QString, QList<int>> words{
        {u"send"_s,
         {request::sendMessage, request::sendMessageV2, request::sendBatchMessage, request::sendReplyMessage,
          request::sendReplyMessageV2}},
        {u"pull"_s, {request::pullMessage, request::litePullMessage}},
        {u"read"_s,
         {request::pullMessage, request::litePullMessage, request::queryMessage, request::viewMessageById}},
        {u"heartbeat"_s, {request::heartBeat}},
        {u"end-transaction"_s, {request::endTransaction}},
        {u"route"_s, {request::getRouteInfoByTopic}},
        {u"any"_s, {}}};
    return words;
}

/// The words of a fault, taken one after the other.
class Words
{
public:
    explicit Words(const QString &text)
        : m_words(text.split(u' ', Qt::SkipEmptyParts))
    {
    }
    [[nodiscard]] bool isEmpty() const { return m_words.isEmpty(); }
    [[nodiscard]] QString next() const { return m_words.value(0); }
    QString take() { return m_words.isEmpty() ? QString() : m_words.takeFirst(); }
    /// Takes the next word when it is this one.
    bool takeIf(QStringView word)
    {
        const bool isIt = m_words.value(0) == word;
        if (isIt)
            m_words.removeFirst();
        return isIt;
    }
    [[nodiscard]] std::optional<qint64> takeNumber()
    {
        bool isNumber = false;
        QString word = m_words.value(0);
        if (word.endsWith(u'%') || word.endsWith("ms"_L1))
            word.chop(word.endsWith(u'%') ? 1 : 2);
        const qint64 number = word.toLongLong(&isNumber);
        if (!isNumber)
            return std::nullopt;
        m_words.removeFirst();
        return number;
    }

private:
    QStringList m_words;
};

Error noFault(const QString &text, const QString &what)
{
    return {
        ErrorKind::Usage, u"\"%1\" is no fault: %2"_s.arg(text, what),
        u"write [BROKER[:QUEUE]|namesrv] [send|pull|read|heartbeat|end-transaction|route|any|CODE] ACTION "
        "[next N] [share P%], with one of the actions delay MS, drop-request, drop-response, "
        "refuse CODE [REMARK], close-before, close-mid, close-after, slow-bytes, wrong-opaque, corrupt, "
        "flip-body-bit, drop-property [NAME], truncate-body"_s,
        std::nullopt};
}

std::optional<FaultKind> kindOf(const QString &word)
{
    static const QHash<QString, FaultKind> kinds{{u"delay"_s, FaultKind::Delay},
                                                 {u"drop-request"_s, FaultKind::DropRequest},
                                                 {u"drop-response"_s, FaultKind::DropResponse},
                                                 {u"refuse"_s, FaultKind::Refuse},
                                                 {u"close-before"_s, FaultKind::CloseBefore},
                                                 {u"close-mid"_s, FaultKind::CloseMid},
                                                 {u"close-after"_s, FaultKind::CloseAfter},
                                                 {u"slow-bytes"_s, FaultKind::SlowBytes},
                                                 {u"wrong-opaque"_s, FaultKind::WrongOpaque},
                                                 {u"corrupt"_s, FaultKind::CorruptFrame},
                                                 {u"flip-body-bit"_s, FaultKind::FlipBodyBit},
                                                 {u"drop-property"_s, FaultKind::DropProperty},
                                                 {u"truncate-body"_s, FaultKind::TruncateBody}};
    const auto kind = kinds.constFind(word);
    return kind == kinds.cend() ? std::nullopt : std::optional(*kind);
}

/// `next N`, `share P%`, in any order; what else is left belongs to a remark. False for a wrong number.
bool readLimits(Words &words, Fault &fault, QStringList &others)
{
    while (!words.isEmpty()) {
        if (words.takeIf(u"next")) {
            const std::optional<qint64> count = words.takeNumber();
            if (!count || *count < 1)
                return false;
            fault.left = *count;
        } else if (words.takeIf(u"share")) {
            const std::optional<qint64> percent = words.takeNumber();
            if (!percent || *percent < 1 || *percent > 100)
                return false;
            fault.share = double(*percent) / 100;
        } else {
            others.append(words.take());
        }
    }
    return true;
}

/// A word that is neither a request nor an action names a server. False when its queue is no number.
bool readServer(Words &words, Fault &fault)
{
    if (words.takeIf(u"any"))
        return true;
    const QString word = words.next();
    bool isNumber = false;
    static_cast<void>(word.toInt(&isNumber));
    if (isNumber || kindOf(word) || requestWords().contains(word))
        return true;
    words.take();
    const qsizetype colon = word.lastIndexOf(u':');
    fault.server = colon < 0 ? word : word.first(colon);
    if (colon < 0)
        return true;
    fault.queueId = word.sliced(colon + 1).toInt(&isNumber);
    return isNumber && fault.queueId >= 0;
}

void readRequest(Words &words, Fault &fault)
{
    if (requestWords().contains(words.next()))
        fault.codes = requestWords().value(words.take());
    else if (const std::optional<qint64> code = words.takeNumber())
        fault.codes = {int(*code)};
}

} // namespace

Result<Fault> readFault(const QString &text)
{
    Fault fault;
    fault.text = text.simplified();
    Words words(text.simplified());
    if (!readServer(words, fault))
        return noFault(text, u"the queue behind %1 is no number"_s.arg(fault.server));
    readRequest(words, fault);
    const QString action = words.take();
    const std::optional<FaultKind> kind = kindOf(action);
    if (!kind)
        return noFault(text,
                       action.isEmpty() ? u"it names no action"_s : u"there is no action %1"_s.arg(action));
    fault.action.kind = *kind;
    if (kind == FaultKind::Delay || kind == FaultKind::Refuse) {
        const std::optional<qint64> number = words.takeNumber();
        if (!number || *number < 0)
            return noFault(text, u"%1 needs a number"_s.arg(action));
        if (kind == FaultKind::Delay)
            fault.action.delay = milliseconds(*number);
        else
            fault.action.code = int(*number);
    }
    // An answer of SUCCESS without having done anything stays a lie.
    if (fault.action.code != wire::responsecode::success && wire::responsecode::isStored(fault.action.code))
        fault.action.kind = FaultKind::Status;
    QStringList others;
    if (!readLimits(words, fault, others))
        return noFault(text, u"next needs a count, share a percentage"_s);
    if (kind == FaultKind::DropProperty && !others.isEmpty())
        fault.action.property = others.takeFirst();
    if (kind != FaultKind::Refuse && !others.isEmpty())
        return noFault(text, u"\"%1\" makes no sense there"_s.arg(others.join(u' ')));
    fault.action.remark = others.isEmpty() ? u"a fault of the sandbox"_s : others.join(u' ');
    return fault;
}

} // namespace gantry::sandbox
