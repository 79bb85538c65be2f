// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "producer/recall.h"

#include "wire/accessrefusal.h"
#include "wire/codes.h"
#include "wire/refusal.h"

#include <QStringList>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::producer {

namespace {

Error noHandle(const QString &handle)
{
    return {ErrorKind::Usage, u"recall handle is invalid (\"%1\")"_s.arg(handle),
            u"give the recallHandle that the send of a timer message returned"_s, std::nullopt};
}

Error refused(const Address &broker, int code, const QString &remark)
{
    const ErrorKind kind = wire::refusalKind(code, remark, ErrorKind::Broker);
    const std::optional<wire::AccessTrouble> trouble = wire::accessTrouble(code, remark);
    const QString hint =
        trouble ? wire::accessHint(*trouble)
        : kind == ErrorKind::Permission
            ? u"set recallMessageEnable=true in the broker's configuration: it is off by "
              "default"_s
        : code == wire::responsecode::requestCodeNotSupported
            ? u"brokers before 5.3.2 cannot recall messages"_s
        : remark.contains("timestamp invalid"_L1)
            ? u"too late: its time has come, and consumers can see it; or it was recalled before"_s
            : u"the message may have been delivered already, or the handle is of another topic"_s;
    return {kind,
            u"the broker %1 refused the recall: CODE: %2 %3  DESC: %4"_s.arg(
                broker.text(), QString::number(code), codeName(code), remark.section(u'\n', 0, 0)),
            hint, code};
}

/// The broker of the handle, or any of the topic's: as Java.
Result<client::BrokerMaster> brokerFor(client::ClientCore &core, const TopicName &topic,
                                       const BrokerName &broker)
{
    const QList<client::BrokerMaster> masters = core.routes().masters();
    const auto named = std::ranges::find(masters, broker, &client::BrokerMaster::broker);
    if (named != masters.cend())
        return *named;
    if (client::PublishInfo *info = core.routes().publishable(topic))
        return client::BrokerMaster{info->broker(0).name, info->broker(0).address};
    return Error{
        ErrorKind::Route,
        u"The broker service address not found (broker %1, topic %2)"_s.arg(broker.text(), topic.text()),
        u"check that the topic exists and its broker runs: gantryctl route"_s, clienterror::brokerNotExist};
}

} // namespace

Result<RecallHandle> readRecallHandle(const QString &handle)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        handle.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return noHandle(handle);
    const QStringList parts = QString::fromUtf8(*decoded).split(u' ');
    bool isNumber = false;
    if (parts.size() != 5 || parts[0] != "v1"_L1)
        return noHandle(handle);
    const qint64 deliverAt = parts[3].toLongLong(&isNumber);
    if (!isNumber)
        return noHandle(handle);
    return RecallHandle{TopicName(parts[1]), BrokerName(parts[2]), deliverAt, parts[4]};
}

void recall(client::ClientCore &core, const GroupName &group, const TopicName &topic, const QString &handle,
            std::chrono::milliseconds timeout, Completion<QString> completion)
{
    const Result<RecallHandle> read = readRecallHandle(handle);
    if (!read) {
        completion(read.error());
        return;
    }
    const Result<client::BrokerMaster> broker = brokerFor(core, topic, read->broker);
    if (!broker) {
        completion(broker.error());
        return;
    }
    wire::RemotingCommand command;
    command.code = wire::requestcode::recallMessage;
    command.fields = wire::Fields{{"producerGroup", core.nameSpace().wrap(group.text()).toUtf8()},
                                  {"topic", core.nameSpace().wrap(topic.text()).toUtf8()},
                                  {"recallHandle", handle.toLatin1()},
                                  {"bname", broker->broker.text().toUtf8()}};
    core.remoting().invoke(
        broker->address, std::move(command), timeout,
        [address = broker->address,
         completion = std::move(completion)](const Result<wire::RemotingCommand> &response) {
            if (!response)
                completion(response.error());
            else if (response->code != wire::responsecode::success)
                completion(refused(address, response->code, response->remark.value_or(QString())));
            else
                completion(QString::fromUtf8(response->field("msgId").value_or(QByteArray())));
        });
}

} // namespace gantry::producer
