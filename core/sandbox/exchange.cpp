// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/exchange.h"

#include "sandbox/damage.h"
#include "wire/codes.h"

#include <QJsonDocument>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::sandbox {

namespace {
constexpr int announcedServerVersion = wire::serverversion::v5_5_0;
constexpr auto slowBytePause = 1ms;
constexpr qint32 wrongOpaqueStep = 1'000'000;

/// Whether messages are answered.
bool isRead(int code)
{
    namespace request = wire::requestcode;
    return code == request::pullMessage || code == request::litePullMessage || code == request::queryMessage
           || code == request::viewMessageById;
}

} // namespace

Exchange::Exchange(Session &session, wire::RemotingCommand request, wire::HeaderType headerType,
                   std::optional<FaultAction> fault, std::function<void(int)> answered)
    : m_session(&session)
    , m_request(std::move(request))
    , m_headerType(headerType)
    , m_fault(std::move(fault))
    , m_answered(std::move(answered))
{
}

QByteArray Exchange::bytes(QByteArrayView name) const
{
    return m_request.field(name).value_or(QByteArray());
}

qint64 Exchange::number(QByteArrayView name, qint64 otherwise) const
{
    const std::optional<QByteArray> value = m_request.field(name);
    bool isNumber = false;
    const qint64 number = value ? value->toLongLong(&isNumber) : 0;
    return isNumber ? number : otherwise;
}

bool Exchange::flag(QByteArrayView name, bool otherwise) const
{
    const std::optional<QByteArray> value = m_request.field(name);
    return value ? value->compare("true", Qt::CaseInsensitive) == 0 : otherwise;
}

const FaultAction *Exchange::damage() const
{
    return m_fault && isDamage(m_fault->kind) ? &*m_fault : nullptr;
}

void Exchange::answer(int code, const QString &remark)
{
    wire::RemotingCommand response;
    response.code = code;
    if (!remark.isEmpty())
        response.remark = remark;
    answer(std::move(response));
}

void Exchange::answer(int code, const wire::Fields &fields, const QByteArray &body)
{
    wire::RemotingCommand response;
    response.code = code;
    response.fields = fields;
    response.body = body;
    answer(std::move(response));
}

void Exchange::answerJson(const QJsonObject &body)
{
    answer(wire::responsecode::success, wire::Fields(), compact(body));
}

void Exchange::answer(wire::RemotingCommand response)
{
    if (std::exchange(m_isAnswered, true))
        return;
    if (m_fault && m_fault->kind == FaultKind::Status && response.code == wire::responsecode::success)
        response.code = m_fault->code;
    if (damage() && isRead(m_request.code) && response.code == wire::responsecode::success)
        response.body = damaged(response.body, *damage());
    m_answered(response.code);
    if (!m_session || m_request.isOneway())
        return;
    if (m_fault && m_fault->delay > 0ms) {
        QTimer::singleShot(
            m_fault->delay, m_session,
            [self = shared_from_this(), response = std::move(response)] { self->send(response); });
        return;
    }
    send(std::move(response));
}

void Exchange::send(wire::RemotingCommand response)
{
    response.opaque = m_request.opaque;
    response.flag = wire::commandflag::response;
    response.version = announcedServerVersion;
    if (m_fault && m_fault->kind == FaultKind::WrongOpaque)
        response.opaque += wrongOpaqueStep;
    QByteArray bytes;
    if (!wire::encode(response, m_headerType, bytes)) {
        m_session->close(u"an answer does not fit a frame"_s);
        return;
    }
    if (m_fault)
        sendWithFault(std::move(bytes), *m_fault);
    else
        m_session->write(bytes);
}

void Exchange::sendWithFault(QByteArray bytes, const FaultAction &fault)
{
    switch (fault.kind) {
    case FaultKind::DropResponse:
        return;
    case FaultKind::CloseMid:
        m_session->write(bytes.first(bytes.size() / 2));
        m_session->close(u"fault: closed in the middle of the response"_s);
        return;
    case FaultKind::CloseAfter:
        m_session->write(bytes);
        m_session->close(u"fault: closed after the response"_s);
        return;
    case FaultKind::SlowBytes:
        m_session->writeSlowly(bytes, slowBytePause);
        return;
    case FaultKind::CorruptFrame:
        bytes[bytes.size() > 8 ? 8 : 0] = '\xff'; // the header's first byte
        m_session->write(bytes);
        return;
    case FaultKind::Delay:
    case FaultKind::DropRequest:
    case FaultKind::Refuse:
    case FaultKind::Status:
    case FaultKind::CloseBefore:
    case FaultKind::WrongOpaque:
    case FaultKind::FlipBodyBit:
    case FaultKind::DropProperty:
    case FaultKind::TruncateBody:
        m_session->write(bytes);
        return;
    }
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace gantry::sandbox
