// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/outcomeinbox.h"
#include <gantry/sendoutcome.h>

#include <QString>

#include <chrono>
#include <memory>
#include <vector>

namespace gantry::ui::samples {

inline std::shared_ptr<const Message> message(const QString &topic = QStringLiteral("TopicTest"))
{
    Message message;
    message.topic = TopicName(topic);
    message.tag = QStringLiteral("TagA");
    message.keys = QStringLiteral("OrderID188");
    message.body = "Hello world";
    message.properties = {{QStringLiteral("a"), QStringLiteral("1")}};
    message.flag = 7;
    return std::make_shared<const Message>(std::move(message));
}

inline Error timedOut()
{
    return {ErrorKind::Timeout, QStringLiteral("broker-b at 127.0.0.1:1 has not answered"),
            QStringLiteral("look whether it is overloaded"), clienterror::accessBrokerTimeout};
}

inline Attempt attempt(const QString &broker, int queueId)
{
    using namespace std::chrono_literals;
    Attempt attempt;
    attempt.broker = BrokerName(broker);
    attempt.queueId = queueId;
    attempt.address = Address(QStringLiteral("127.0.0.1:10911"));
    attempt.opaque = 4711;
    attempt.startedAfter = 17us;
    attempt.budget = 3s;
    attempt.took = 1234us;
    return attempt;
}

inline SentMessage failed(std::shared_ptr<const Message> sent, SendMode mode = SendMode::Sync)
{
    using namespace std::chrono_literals;
    SendOutcome outcome;
    outcome.id = {12};
    outcome.mode = mode;
    outcome.topic = sent->topic;
    outcome.msgId.assign("7F00000100002A139A55000000000001");
    outcome.bodyBytes = sent->body.size();
    outcome.wireBytes = 300;
    outcome.elapsed = 55ms;
    for (const auto &broker : {QStringLiteral("broker-a"), QStringLiteral("broker-b")}) {
        outcome.attempts.append(attempt(broker, 2));
        outcome.attempts.last().error = timedOut();
    }
    outcome.result = timedOut();
    return {std::move(sent), std::chrono::system_clock::time_point(1'700'000'000s + 123456789ns), outcome};
}

inline SentMessage accepted(std::shared_ptr<const Message> sent, int queueId = 3,
                            SendMode mode = SendMode::Async)
{
    SentMessage message = failed(std::move(sent), mode);
    SendOutcome &outcome = message.outcome;
    outcome.elapsed = std::chrono::microseconds(1520);
    outcome.attempts.clear();
    outcome.attempts.append(attempt(QStringLiteral("broker-a"), queueId));
    outcome.attempts.last().status = SendStatus::SendOk;
    SendResult result;
    result.offsetMsgId.assign("7F00000100002A9F00000000000003E8");
    result.queue = {outcome.topic, BrokerName(QStringLiteral("broker-a")), queueId};
    result.queueOffset = 99;
    result.transactionId = outcome.msgId;
    result.regionId = QStringLiteral("DefaultRegion");
    outcome.result = result;
    return message;
}

inline SentMessage oneway(std::shared_ptr<const Message> sent)
{
    SentMessage message = accepted(std::move(sent), 1, SendMode::Oneway);
    message.outcome.attempts.last().status = SendStatus::Oneway;
    SendResult result;
    result.status = SendStatus::Oneway;
    result.queue = message.outcome.result->queue;
    message.outcome.result = result;
    return message;
}

inline SentMessage refused(std::shared_ptr<const Message> sent)
{
    SentMessage message{std::move(sent), std::chrono::system_clock::time_point(std::chrono::seconds(5)), {}};
    message.outcome.topic = message.message->topic;
    message.outcome.result = Error{ErrorKind::IllegalMessage, QStringLiteral("the topic is empty"), {}, {}};
    return message;
}

/// `count` outcomes of one message; every tenth failed.
inline std::vector<SentMessage> burst(size_t count, size_t from = 0)
{
    const std::shared_ptr<const Message> sent = message();
    std::vector<SentMessage> messages;
    messages.reserve(count);
    for (size_t i = from; i < from + count; ++i)
        messages.push_back(i % 10 == 9 ? failed(sent) : accepted(sent, int(i % 8)));
    return messages;
}

} // namespace gantry::ui::samples
