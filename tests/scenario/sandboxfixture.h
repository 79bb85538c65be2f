// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scenario.h"
#include <gantry/sandbox.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace gantry::testing {

/// A running sandbox and a running producer of it.
class SandboxFixture
{
public:
    explicit SandboxFixture(const std::function<void(ProducerConfig &)> &change = {},
                            const SandboxConfig &config = {})
        : sandbox(config)
    {
        started = sandbox.start();
        producerConfig.group = GroupName(QStringLiteral("PG"));
        producerConfig.nameServers = sandbox.nameServer();
        if (change)
            change(producerConfig);
        producer = std::make_unique<Producer>(producerConfig);
        if (started)
            started = producer->start();
    }

    /// How many requests of this code the brokers received.
    [[nodiscard]] qsizetype count(int code) const
    {
        const QList<SandboxRequest> requests = sandbox.requests();
        return std::ranges::count(requests, code, &SandboxRequest::code);
    }

    Sandbox sandbox;
    ProducerConfig producerConfig;
    std::unique_ptr<Producer> producer;
    Result<void> started;
};

inline Message message(const QByteArray &body = "hello")
{
    return messageTo(QStringLiteral("TopicTest"), body);
}

inline QList<Message> messages(int count, qsizetype size = 10)
{
    QList<Message> list;
    for (int i = 0; i < count; ++i)
        list.append(message(QByteArray::number(i).leftJustified(size, 'x')));
    return list;
}

inline QString detailOf(const SendOutcome &outcome)
{
    return outcome.isOk() ? QString() : outcome.result.error().detail;
}

} // namespace gantry::testing
