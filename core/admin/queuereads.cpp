// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/admincalls.h"
#include "admin/adminerrors.h"
#include "admin/queuescan.h"
#include "admin/readstored.h"
#include "wire/codes.h"

#include <QSet>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::admin {

namespace {

namespace code = wire::responsecode;
using Direction = QueueScan::Direction;

/// Every broker has this group from the start; another one would be made there by the first pull.
constexpr char toolsGroup[] = "TOOLS_CONSUMER";
/// The request carries its subscription; nothing is committed, nothing waits. Java: PullSysFlag
constexpr int pullSysFlag = 4;

/// A queue, and the broker process that gives its messages.
struct Source {
    Member member;
    int queueId = 0;
};

wire::Fields queueFields(const QueueRead &read, const Source &source)
{
    return {{"topic", read.topic.text().toUtf8()}, {"queueId", QByteArray::number(source.queueId)}};
}

wire::RemotingCommand pullRequest(const QueueRead &read, const Source &source, const PullPlan &plan)
{
    wire::Fields fields = queueFields(read, source);
    fields += wire::Fields{{"consumerGroup", toolsGroup},
                           {"queueOffset", QByteArray::number(plan.offset)},
                           {"maxMsgNums", QByteArray::number(plan.count)},
                           {"sysFlag", QByteArray::number(pullSysFlag)},
                           {"commitOffset", "0"},
                           {"suspendTimeoutMillis", "0"},
                           {"subscription", "*"},
                           {"subVersion", "0"},
                           {"expressionType", "TAG"}};
    return request(wire::requestcode::pullMessage, fields);
}

Result<qint64> numberIn(const Answer &answer, QByteArrayView name)
{
    const Result<wire::RemotingCommand> response = accepted(answer, ErrorKind::Broker);
    if (!response)
        return response.error();
    bool isNumber = false;
    const qint64 number = response->field(name).value_or(QByteArray()).toLongLong(&isNumber);
    if (!isNumber)
        return Error{
            ErrorKind::Broker, u"%1 gave no %2"_s.arg(answer.server, QString::fromLatin1(name)), {}, {}};
    return number;
}

/// Java: MQClientAPIImpl#processPullResponse
Result<Pulled> pulledFrom(const Source &source, Answer answer)
{
    if (!answer.response)
        return noAnswer(answer.response.error());
    const int answered = answer.response->code;
    Pulled pulled{.messages = {},
                  .nextOffset = 0,
                  .hasMoved = answered == code::pullOffsetMoved,
                  .isAtEnd = answered == code::pullNotFound};
    if (pulled.hasMoved || pulled.isAtEnd || answered == code::pullRetryImmediately)
        answer.response->code = code::success;
    const Result<qint64> next = numberIn(answer, "nextBeginOffset");
    if (!next)
        return next.error();
    pulled.nextOffset = *next;
    if (answered != code::success)
        return pulled;
    Result<QList<StoredMessage>> messages = storedMessages(source.member.broker, answer.response->body);
    if (!messages)
        return messages.error();
    pulled.messages = std::move(*messages);
    return pulled;
}

/// The queues that may be read, of one broker each. Errors: Permission, Route.
Result<std::vector<Source>> sourcesOf(const QueueRead &read, const TopicRoute &route)
{
    const QList<Member> readers = readersOf(route);
    std::vector<Source> sources;
    bool isReadable = false;
    for (const QueueRoute &queues : route.queues) {
        const auto member = std::ranges::find(readers, queues.broker, &Member::broker);
        const bool mayRead = (queues.permission & permission::read) != 0;
        isReadable |= mayRead;
        for (int id = 0; mayRead && member != readers.cend() && id < queues.readQueues; ++id) {
            if (!read.queue || (read.queue->broker == queues.broker && read.queue->queueId == id))
                sources.push_back({*member, id});
        }
    }
    if (!sources.empty())
        return sources;
    if (!isReadable)
        return Error{ErrorKind::Permission,
                     u"no queue of topic %1 may be read"_s.arg(read.topic.text()),
                     u"give the topic the permission to read"_s,
                     {}};
    if (!read.queue)
        return Error{
            ErrorKind::Route, u"no broker of topic %1 has an address"_s.arg(read.topic.text()), {}, {}};
    return Error{ErrorKind::Route,
                 u"topic %1 has no queue %2:%3 to read"_s.arg(read.topic.text(), read.queue->broker.text(),
                                                              QString::number(read.queue->queueId)),
                 u"see the topic's route"_s,
                 {}};
}

/// One call of readQueues(), from the first question to the last; its completions keep it alive.
class Reading final : public std::enable_shared_from_this<Reading>
{
public:
    Reading(const AdminCalls &calls, QueueRead read, milliseconds timeout,
            Completion<StoredMessages> completion)
        : m_calls(calls)
        , m_read(std::move(read))
        , m_timeout(timeout)
        , m_completion(std::move(completion))
        , m_direction(std::holds_alternative<ReadFrom::Latest>(m_read.from) ? Direction::Backwards
                                                                            : Direction::Forwards)
    {
    }

    void start(std::vector<Source> sources);

private:
    [[nodiscard]] const QueueRead::Time *fromTime() const
    {
        return std::get_if<QueueRead::Time>(&m_read.from);
    }
    [[nodiscard]] Request ask(const Source &source, const wire::RemotingCommand &command) const;
    void onOffsets(const QList<Answer> &answers);
    void readOn();
    void onPulled(const std::vector<size_t> &asked, const QList<Answer> &answers);
    void giveUp(size_t index, const Error &error);
    void finish();

    AdminCalls m_calls;
    QueueRead m_read;
    milliseconds m_timeout;
    Completion<StoredMessages> m_completion;
    Direction m_direction;
    std::vector<Source> m_sources;
    std::vector<QueueScan> m_scans; ///< of m_sources, one each
    QList<ServerTrouble> m_troubles;
};

/// Not to the VIP channel, which answers no pulls.
Request Reading::ask(const Source &source, const wire::RemotingCommand &command) const
{
    return {describe(source.member), source.member.address, command};
}

/// Asks where each queue begins and ends. A pull outside of that would tell, too, but some brokers store an
/// event of each such pull.
void Reading::start(std::vector<Source> sources)
{
    m_sources = std::move(sources);
    QList<Request> requests;
    for (const Source &source : m_sources) {
        wire::RemotingCommand begin = request(wire::requestcode::getMinOffset, queueFields(m_read, source));
        if (const QueueRead::Time *time = fromTime()) {
            begin.code = wire::requestcode::searchOffsetByTimestamp;
            begin.fields->emplaceBack("timestamp",
                                      QByteArray::number(qint64(time->time_since_epoch().count())));
        }
        requests.append(ask(source, begin));
        requests.append(ask(source, request(wire::requestcode::getMaxOffset, queueFields(m_read, source))));
    }
    askAll(m_calls.core().remoting(), requests, m_timeout,
           [self = shared_from_this()](const QList<Answer> &answers) { self->onOffsets(answers); });
}

void Reading::onOffsets(const QList<Answer> &answers)
{
    const int block = std::min(m_read.max, 32);
    for (size_t i = 0; i < m_sources.size(); ++i) {
        const Result<qint64> begin = numberIn(answers.at(2 * qsizetype(i)), "offset");
        const Result<qint64> end = numberIn(answers.at(2 * qsizetype(i) + 1), "offset");
        m_scans.emplace_back(begin.value_or(0), begin && end ? *end : 0, m_direction, block);
        if (!begin || !end)
            giveUp(i, begin ? end.error() : begin.error());
    }
    readOn();
}

void Reading::readOn()
{
    const std::vector<size_t> asked = scansToRead(m_scans, m_direction, m_read.max);
    if (asked.empty())
        return finish();
    QList<Request> requests;
    for (const size_t index : asked)
        requests.append(ask(m_sources[index], pullRequest(m_read, m_sources[index], m_scans[index].next())));
    askAll(
        m_calls.core().remoting(), requests, m_timeout,
        [self = shared_from_this(), asked](const QList<Answer> &answers) { self->onPulled(asked, answers); });
}

void Reading::onPulled(const std::vector<size_t> &asked, const QList<Answer> &answers)
{
    for (size_t i = 0; i < asked.size(); ++i) {
        Result<Pulled> pulled = pulledFrom(m_sources[asked[i]], answers.at(qsizetype(i)));
        if (!pulled) {
            giveUp(asked[i], pulled.error());
            continue;
        }
        // Some brokers find the message before the time, too.
        if (const QueueRead::Time *time = fromTime())
            pulled->messages.removeIf(
                [time](const StoredMessage &message) { return message.storedAt < *time; });
        m_scans[asked[i]].take(*pulled);
    }
    readOn();
}

/// The others are read on; each broker is named once.
void Reading::giveUp(size_t index, const Error &error)
{
    m_scans[index].stop();
    const QString server = describe(m_sources[index].member);
    if (std::ranges::find(m_troubles, server, &ServerTrouble::server) == m_troubles.end())
        m_troubles.append({server, error});
}

void Reading::finish()
{
    QSet<QString> servers;
    for (const Source &source : m_sources)
        servers.insert(describe(source.member));
    StoredMessages all{merged(m_scans, m_direction, m_read.max), m_troubles};
    if (all.messages.isEmpty() && all.unreachable.size() == servers.size())
        return m_completion(combined(u"topic %1 could not be read"_s.arg(m_read.topic.text()),
                                     all.unreachable, servers.size(), u"brokers"_s));
    m_completion(std::move(all));
}

} // namespace

/// Java: DefaultMQPullConsumerImpl#pullSyncImpl
void AdminCalls::readQueues(const QueueRead &read, milliseconds timeout,
                            const Completion<StoredMessages> &completion) const
{
    if (read.max < 1)
        return completeLater<StoredMessages>(*m_core, completion,
                                             Error{ErrorKind::Usage, u"reading %1 messages"_s.arg(read.max),
                                                   u"say how many, from 1 on"_s, std::nullopt});
    route(read.topic, timeout, [self = *this, read, timeout, completion](const Result<TopicRoute> &route) {
        if (!route)
            return completion(route.error());
        Result<std::vector<Source>> sources = sourcesOf(read, *route);
        if (!sources)
            return completion(sources.error());
        std::make_shared<Reading>(self, read, timeout, completion)->start(std::move(*sources));
    });
}

} // namespace gantry::admin
