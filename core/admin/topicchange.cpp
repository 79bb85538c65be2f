// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/admincalls.h"
#include "admin/adminerrors.h"
#include "admin/orderconfig.h"
#include "admin/serverversion.h"
#include "admin/topicspec.h"
#include "wire/codes.h"
#include "wire/topicname.h"

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::admin {

namespace {

Error noMaster(const TopicSpec &spec, const QList<Member> &known)
{
    QStringList names;
    for (const Member &master : known)
        names.append(u"%1 of %2"_s.arg(master.broker.text(), master.cluster));
    QString wanted;
    if (!spec.broker.isEmpty())
        wanted += u" called "_s + spec.broker.text();
    if (!spec.cluster.isEmpty())
        wanted += u" in the cluster "_s + spec.cluster;
    return {ErrorKind::Route, u"no NameServer knows a master broker"_s + wanted,
            names.isEmpty() ? u"start a broker, and check that it has this NameServer's address"_s
                            : u"these masters are known: %1"_s.arg(names.join(", "_L1)),
            std::nullopt};
}

QList<Member> wantedMasters(const TopicSpec &spec, QList<Member> masters)
{
    masters.removeIf([&spec](const Member &master) {
        return (!spec.cluster.isEmpty() && master.cluster != spec.cluster)
               || (!spec.broker.isEmpty() && master.broker != spec.broker);
    });
    return masters;
}

/// Brokers before 5.0 take attributes without a word and forget them.
void appendIgnoredAttributes(QList<ServerTrouble> &troubles, const QList<Answer> &answers)
{
    for (const Answer &answer : answers) {
        if (!answer.response || answer.response->code != wire::responsecode::success
            || answer.response->version >= wire::serverversion::v5_0_0)
            continue;
        troubles.append({answer.server,
                         {ErrorKind::Broker,
                          u"%1 created it without its attributes: it is RocketMQ %2"_s.arg(
                              answer.server, versionText(answer.response->version)),
                          u"leave the attributes out: brokers have them from 5.0.0 on"_s, std::nullopt}});
    }
}

/// What brokers said to a change of theirs. They answer only after they have told every NameServer, for which
/// they wait up to 24 s (registerBrokerTimeoutMills).
Error changeFailed(const QString &what, const QList<ServerTrouble> &troubles, qsizetype total)
{
    Error error = combined(what, troubles, total, u"brokers"_s);
    if (error.kind == ErrorKind::Timeout)
        error.hint =
            u"a broker answers after it has told every NameServer: check that each of them runs, or give "
            "more time; the change may have been made all the same"_s;
    return error;
}

/// The topic is there, its order configuration is not.
QString orderNotWritten(const TopicName &topic)
{
    return u"the topic %1 was created, but its order configuration could not be written"_s.arg(topic.text());
}

Error orderNotWritten(const TopicName &topic, Error error)
{
    error.detail = orderNotWritten(topic) + u": "_s + error.detail;
    return error;
}

/// What the steps of one creation hand on. Each step ends in the next one or in the completion.
struct Creation : std::enable_shared_from_this<Creation> {
    Creation(const AdminCalls &adminCalls, TopicSpec topicSpec, milliseconds timeout,
             Completion<void> whenDone)
        : calls(adminCalls)
        , spec(std::move(topicSpec))
        , budget(calls.core().clock(), timeout)
        , completion(std::move(whenDone))
    {
    }

    void createAtMasters(const QList<Member> &members);
    void mergeOrderConfig();
    void putOrderConfig(const QString &config);

    AdminCalls calls;
    TopicSpec spec;
    Budget budget;
    Completion<void> completion;
    QList<Member> masters;
};

void Creation::createAtMasters(const QList<Member> &members)
{
    const QList<Member> known = mastersOf(members);
    masters = wantedMasters(spec, known);
    if (masters.isEmpty())
        return completion(noMaster(spec, known));
    const auto command = request(wire::requestcode::updateAndCreateTopic, toFields(createTopicHeader(spec)));
    askAll(calls.core().remoting(), calls.brokerRequests(masters, command), budget.share(spec.order ? 2 : 1),
           [self = shared_from_this()](const QList<Answer> &answers) {
               QList<ServerTrouble> troubles = troublesOf(answers, ErrorKind::Broker);
               if (!self->spec.attributes.isEmpty())
                   appendIgnoredAttributes(troubles, answers);
               if (!troubles.isEmpty()) {
                   const QString order =
                       self->spec.order ? u", and its order configuration was not written,"_s : QString();
                   return self->completion(changeFailed(
                       u"the topic %1 could not be created as asked%2"_s.arg(self->spec.topic.text(), order),
                       troubles, answers.size()));
               }
               if (!self->spec.order)
                   return self->completion({});
               if (self->spec.broker.isEmpty())
                   return self->putOrderConfig(orderConfig(self->masters, self->spec.queues));
               self->mergeOrderConfig();
           });
}

/// With one broker named the other brokers' entries stay.
void Creation::mergeOrderConfig()
{
    calls.core().nameServers().invoke(
        getOrderConfigRequest(spec.topic), budget.share(2),
        [self = shared_from_this()](const Result<wire::RemotingCommand> &response) {
            if (!response)
                return self->completion(orderNotWritten(self->spec.topic, response.error()));
            const bool isNew = response->code == wire::responsecode::queryNotFound;
            // Java takes any failure for "there is none", and so drops the other brokers' entries.
            if (!isNew && response->code != wire::responsecode::success)
                return self->completion(orderNotWritten(
                    self->spec.topic, refusal(u"the NameServer"_s, *response, ErrorKind::NameServer)));
            const QByteArray old = isNew ? QByteArray() : response->field("value").value_or(QByteArray());
            self->putOrderConfig(
                mergedOrderConfig(QString::fromUtf8(old), orderConfig(self->masters, self->spec.queues)));
        });
}

void Creation::putOrderConfig(const QString &config)
{
    const QList<Request> requests = calls.nameServerRequests(putOrderConfigRequest(spec.topic, config));
    askAll(calls.core().remoting(), requests, budget.share(),
           [self = shared_from_this()](const QList<Answer> &answers) {
               const QList<ServerTrouble> troubles = troublesOf(answers, ErrorKind::NameServer);
               if (troubles.isEmpty())
                   return self->completion({});
               self->completion(
                   combined(orderNotWritten(self->spec.topic), troubles, answers.size(), u"NameServers"_s));
           });
}

/// The route and the order configuration, at every NameServer; two requests each.
void forgetAtNameServers(const AdminCalls &calls, const TopicName &topic, milliseconds timeout,
                         const Completion<void> &completion)
{
    const auto route =
        request(wire::requestcode::deleteTopicInNameServer, {{"topic", topic.text().toUtf8()}});
    const QList<Request> requests =
        calls.nameServerRequests(route) + calls.nameServerRequests(deleteOrderConfigRequest(topic));
    askAll(calls.core().remoting(), requests, timeout, [topic, completion](const QList<Answer> &answers) {
        const QList<ServerTrouble> troubles = troublesOf(answers, ErrorKind::NameServer);
        if (troubles.isEmpty())
            return completion({});
        completion(
            combined(u"the topic %1 was deleted at the brokers, but the NameServers were not all told"_s.arg(
                         topic.text()),
                     troubles, answers.size(), u"requests"_s));
    });
}

} // namespace

void AdminCalls::createTopic(const TopicSpec &spec, milliseconds timeout, Completion<void> completion) const
{
    if (const Result<void> checked = checkTopicSpec(spec); !checked)
        return completeLater<void>(*m_core, completion, checked.error());
    auto creation = std::make_shared<Creation>(*this, spec, timeout, std::move(completion));
    members(creation->budget.share(spec.order ? 3 : 2), [creation](const Result<QList<Member>> &found) {
        if (found)
            creation->createAtMasters(*found);
        else
            creation->completion(found.error());
    });
}

/// Java: MQClientAPIImpl#deleteTopicInBroker, #deleteTopicInNameServer, #deleteKVConfigValue
void AdminCalls::deleteTopic(const TopicName &topic, milliseconds timeout,
                             const Completion<void> &completion) const
{
    if (const Result<void> checked = wire::checkTopicName(topic); !checked)
        return completeLater<void>(*m_core, completion, checked.error());
    const Budget budget(m_core->clock(), timeout);
    const auto deleteAtMasters = [self = *this, topic, budget, completion](const QList<Member> &masters) {
        const auto command =
            request(wire::requestcode::deleteTopicInBroker, {{"topic", topic.text().toUtf8()}});
        askAll(self.core().remoting(), self.brokerRequests(masters, command), budget.share(2),
               [self, topic, budget, completion](const QList<Answer> &answers) {
                   const QList<ServerTrouble> troubles = troublesOf(answers, ErrorKind::Broker);
                   // A broker that still has the topic would register it again.
                   if (!troubles.isEmpty())
                       return completion(
                           changeFailed(u"the topic %1 could not be deleted"_s.arg(topic.text()), troubles,
                                        answers.size()));
                   forgetAtNameServers(self, topic, budget.share(), completion);
               });
    };
    members(budget.share(3), [completion, deleteAtMasters](const Result<QList<Member>> &found) {
        if (found)
            deleteAtMasters(mastersOf(*found));
        else
            completion(found.error());
    });
}

} // namespace gantry::admin
