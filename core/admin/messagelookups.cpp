// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/messagelookups.h"

#include "admin/admincalls.h"
#include "admin/adminerrors.h"
#include "admin/readstored.h"
#include "remoting/endpoint.h"
#include "wire/codes.h"
#include "wire/topicname.h"

#include <QSet>

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace gantry {

bool isOffsetMsgId(QByteArrayView id)
{
    if (!wire::readOffsetId(id))
        return false;
    // `ip port:4 offset:8`; a unique id has there `ip pid:2 random:4 millisOfMonth:4 counter:2`.
    const QByteArrayView rest = id.last(24);
    return rest.startsWith("0000") && rest.sliced(4, 4) != "0000" && rest.sliced(8).startsWith("0000");
}

} // namespace gantry

namespace gantry::admin {

namespace {

/// How far back unique ids are looked for. Java: MQAdminImpl#queryMessageByUniqKey
constexpr auto uniqueKeyAge = 72h;
/// Brokers take their own setting instead (defaultQueryMaxNum). Java: the same
constexpr int mostByUniqueKey = 32;

Address addressOf(const wire::OffsetIdParts &id)
{
    return remoting::Endpoint{id.address.toString(), id.port}.toAddress();
}

QString serverText(const Member &member)
{
    return member.broker.isEmpty() ? member.address.text() : describe(member);
}

/// Errors: those of the server, and Broker when it has no message there.
Result<StoredMessage> messageAt(const Member &target, const Answer &answer, qint64 offset)
{
    const Result<wire::RemotingCommand> response = accepted(answer, ErrorKind::Broker);
    const Result<QList<StoredMessage>> messages =
        response ? storedMessages(target.broker, response->body) : response.error();
    const bool isThere = messages && !messages->isEmpty() && messages->first().physicalOffset == offset;
    if (isThere)
        return messages->first();
    const bool isRefused = answer.response && answer.response->code == wire::responsecode::systemError
                           && answer.response->remark.value_or(QString()).contains("can not find"_L1);
    if (response || isRefused)
        return Error{
            ErrorKind::Broker, u"%1 has no message at offset %2"_s.arg(serverText(target)).arg(offset),
            u"it may have been deleted since (fileReservedTime), or the id is another cluster's"_s,
            isRefused ? answer.response->code : std::optional<int>(wire::responsecode::queryNotFound)};
    return response.error();
}

bool isWanted(const Wanted &wanted, const StoredMessage &message)
{
    if (message.queue.topic != wanted.topic)
        return false;
    if (wanted.isUnique)
        return message.msgId.toString() == wanted.key;
    return message.keys.split(u' ', Qt::SkipEmptyParts).contains(wanted.key);
}

/// None when the broker found nothing.
Result<QList<StoredMessage>> messagesOf(const Member &member, const Answer &answer)
{
    if (answer.response && answer.response->code == wire::responsecode::queryNotFound)
        return QList<StoredMessage>();
    const Result<wire::RemotingCommand> response = accepted(answer, ErrorKind::Broker);
    return response ? storedMessages(member.broker, response->body) : response.error();
}

struct KeyRequest {
    Wanted wanted;
    qint64 from = 0;
    qint64 to = std::numeric_limits<qint64>::max();
};

/// Java: MQAdminImpl#queryMessage
void lookUp(const AdminCalls &calls, const KeyRequest &key, milliseconds timeout,
            const Completion<StoredMessages> &completion)
{
    const Budget budget(calls.core().clock(), timeout);
    const auto command = request(wire::requestcode::queryMessage,
                                 {{"topic", key.wanted.topic.text().toUtf8()},
                                  {"key", key.wanted.key.toUtf8()},
                                  {"maxNum", QByteArray::number(key.wanted.max)},
                                  {"beginTimestamp", QByteArray::number(key.from)},
                                  {"endTimestamp", QByteArray::number(key.to)},
                                  {"_UNIQUE_KEY_QUERY", key.wanted.isUnique ? "true" : "false"}});
    calls.route(key.wanted.topic, budget.share(2),
                [calls, key, command, budget, completion](const Result<TopicRoute> &route) {
                    if (!route)
                        return completion(route.error());
                    const QList<Member> members = readersOf(*route);
                    askAll(calls.core().remoting(), calls.brokerRequests(members, command), budget.share(),
                           [key, members, completion](const QList<Answer> &answers) {
                               completion(found(key.wanted, members, answers));
                           });
                });
}

} // namespace

QList<Member> viewTargets(const QList<Member> &members, const wire::OffsetIdParts &id)
{
    QList<Member> exact;
    QList<Member> named;
    for (const Member &member : members) {
        const std::optional<remoting::Endpoint> endpoint = remoting::Endpoint::parse(member.address);
        if (!endpoint || endpoint->port != id.port)
            continue;
        const QHostAddress address(endpoint->host);
        if (address.isNull())
            named.append(member);
        else if (address == id.address)
            exact.append(member);
    }
    if (exact.isEmpty())
        return named.isEmpty() ? QList<Member>{Member{.address = addressOf(id)}} : named;
    QList<Member> targets{exact.first()};
    for (const Member &member : members) {
        if (member.broker == targets.first().broker && member.cluster == targets.first().cluster
            && member != targets.first())
            targets.append(member);
    }
    return targets;
}

Result<StoredMessage> viewed(const QList<Member> &targets, const QList<Answer> &answers,
                             const wire::OffsetIdParts &id)
{
    std::optional<Error> error;
    for (qsizetype i = 0; i < targets.size(); ++i) {
        Result<StoredMessage> message = messageAt(targets.at(i), answers.at(i), id.physicalOffset);
        if (message)
            return message;
        if (!error)
            error = message.error();
    }
    if (error && targets.first().broker.isEmpty())
        error->detail =
            u"no NameServer knows a broker at %1, the address in the id; and asked there: %2"_s.arg(
                addressOf(id).text(), error->detail);
    return error.value_or(Error{});
}

Result<StoredMessages> found(const Wanted &wanted, const QList<Member> &members, const QList<Answer> &answers)
{
    StoredMessages all;
    QSet<QString> seen;
    for (qsizetype i = 0; i < members.size(); ++i) {
        const Result<QList<StoredMessage>> messages = messagesOf(members.at(i), answers.at(i));
        if (!messages) {
            all.unreachable.append({answers.at(i).server, messages.error()});
            continue;
        }
        for (const StoredMessage &message : *messages) {
            const QString id = message.offsetMsgId.toString();
            if (!isWanted(wanted, message) || seen.contains(id))
                continue;
            seen.insert(id);
            all.messages.append(message);
        }
    }
    if (all.unreachable.size() == members.size())
        return members.isEmpty()
                   ? Error{ErrorKind::Route, u"topic %1 is on no broker"_s.arg(wanted.topic.text()), {}, {}}
                   : combined(u"%1 could not be looked up"_s.arg(wanted.key), all.unreachable, members.size(),
                              u"brokers"_s);
    std::ranges::stable_sort(all.messages, {}, &StoredMessage::storedAt);
    if (all.messages.size() > wanted.max)
        all.messages.remove(0, all.messages.size() - wanted.max);
    return all;
}

/// Java: MQAdminImpl#viewMessage
void AdminCalls::viewMessage(const IdText &offsetMsgId, const TopicName &topic, milliseconds timeout,
                             const Completion<StoredMessage> &completion) const
{
    const Result<wire::OffsetIdParts> id = wire::readOffsetId(offsetMsgId.view());
    if (!id)
        return completeLater<StoredMessage>(*m_core, completion, id.error());
    wire::Fields fields{{"offset", QByteArray::number(id->physicalOffset)}};
    if (!topic.isEmpty())
        fields.emplaceBack("topic", topic.text().toUtf8());
    const Budget budget(m_core->clock(), timeout);
    members(budget.share(2),
            [self = *this, id = *id, command = request(wire::requestcode::viewMessageById, fields), budget,
             completion](const Result<QList<Member>> &members) {
                if (!members)
                    return completion(members.error());
                const QList<Member> targets = viewTargets(*members, id);
                QList<Request> requests = self.brokerRequests(targets, command);
                for (qsizetype i = 0; i < requests.size(); ++i)
                    requests[i].server = serverText(targets.at(i));
                askAll(self.core().remoting(), requests, budget.share(),
                       [targets, id, completion](const QList<Answer> &answers) {
                           completion(viewed(targets, answers, id));
                       });
            });
}

/// Java: MQAdminImpl#queryMessageByUniqKey
void AdminCalls::queryByUniqueKey(const TopicName &topic, const QString &key, milliseconds timeout,
                                  const Completion<StoredMessages> &completion) const
{
    if (key.trimmed().isEmpty())
        return completeLater<StoredMessages>(
            *m_core, completion, Error{ErrorKind::Usage, u"the unique id is blank"_s, {}, std::nullopt});
    const milliseconds from = m_core->clock().sinceEpoch() - uniqueKeyAge;
    lookUp(*this,
           {.wanted = {.topic = topic, .key = key, .isUnique = true, .max = mostByUniqueKey},
            .from = from.count()},
           timeout, completion);
}

/// Java: MQAdminImpl#queryMessage
void AdminCalls::queryByKey(const KeyQuery &query, milliseconds timeout,
                            const Completion<StoredMessages> &completion) const
{
    if (query.key.trimmed().isEmpty() || query.max < 1)
        return completeLater<StoredMessages>(
            *m_core, completion,
            Error{ErrorKind::Usage,
                  query.max < 1 ? u"a query for %1 messages"_s.arg(query.max) : u"the key is blank"_s,
                  u"name one key, and how many messages from 1 on"_s, std::nullopt});
    KeyRequest key{.wanted = {.topic = query.topic, .key = query.key, .max = query.max}};
    if (query.from)
        key.from = query.from->time_since_epoch().count();
    if (query.to)
        key.to = query.to->time_since_epoch().count();
    lookUp(*this, key, timeout, completion);
}

} // namespace gantry::admin
