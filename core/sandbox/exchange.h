// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/fault.h"
#include "sandbox/session.h"
#include "wire/command.h"

#include <QJsonObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

namespace gantry::sandbox {

/// One request and the way to its answer, which may come later (long polling, a reply's push) and passes
/// through the fault that was planned for it. Thread: sandbox.
class Exchange final : public std::enable_shared_from_this<Exchange>
{
public:
    /// `answered` is told the response code, once; for the request log.
    Exchange(Session &session, wire::RemotingCommand request, wire::HeaderType headerType,
             std::optional<FaultAction> fault, std::function<void(int)> answered);

    [[nodiscard]] const wire::RemotingCommand &request() const { return m_request; }
    /// Null once the peer is gone.
    [[nodiscard]] Session *session() const { return m_session; }

    /// The value of a header field; empty when there is none.
    [[nodiscard]] QByteArray bytes(QByteArrayView name) const;
    [[nodiscard]] QString text(QByteArrayView name) const { return QString::fromUtf8(bytes(name)); }
    [[nodiscard]] qint64 number(QByteArrayView name, qint64 otherwise = 0) const;
    [[nodiscard]] bool flag(QByteArrayView name, bool otherwise = false) const;
    /// The fault that changes what is stored or given out; null when there is none.
    [[nodiscard]] const FaultAction *damage() const;

    /// At most once. A one-way request is never answered.
    void answer(wire::RemotingCommand response);
    void answer(int code, const QString &remark = {});
    void answer(int code, const wire::Fields &fields, const QByteArray &body = {});
    /// SUCCESS, with this body.
    void answerJson(const QJsonObject &body);

private:
    void send(wire::RemotingCommand response);
    void sendWithFault(QByteArray bytes, const FaultAction &fault);

    QPointer<Session> m_session;
    const wire::RemotingCommand m_request;
    const wire::HeaderType m_headerType;
    const std::optional<FaultAction> m_fault;
    std::function<void(int)> m_answered;
    bool m_isAnswered = false;
};

using ExchangePtr = std::shared_ptr<Exchange>;

/// As bodies are written.
[[nodiscard]] QByteArray compact(const QJsonObject &object);

} // namespace gantry::sandbox
