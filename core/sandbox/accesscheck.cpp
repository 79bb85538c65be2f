// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/accesscheck.h"

#include "wire/aclsignature.h"

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

/// Clients up to 4.9.3 add this field behind their own backs: it is not signed.
constexpr QByteArrayView uniqueKeyQuery = "_UNIQUE_KEY_QUERY";
constexpr int v4_9_3 = 399;

/// As 4.9.5 puts the exception into the remark: with the line that threw it.
QString remark(const QString &message, int line)
{
    return u"org.apache.rocketmq.acl.common.AclException: %1, org.apache.rocketmq.acl.plain."
           "PlainPermissionManager.validate(PlainPermissionManager.java:%2)"_s.arg(message)
               .arg(line);
}

} // namespace

std::optional<QString> AccessCheck::refusal(const wire::RemotingCommand &request) const
{
    if (!m_account)
        return std::nullopt;
    const std::optional<QByteArray> accessKey = request.field(wire::aclfield::accessKey);
    if (!accessKey)
        return remark(u"No accessKey is configured"_s, 663);
    const QString name = QString::fromUtf8(*accessKey);
    if (name != m_account->accessKey)
        return remark(u"No acl config for %1"_s.arg(name), 667);
    wire::Fields fields = request.fields.value_or(wire::Fields());
    if (request.version <= v4_9_3)
        fields.removeIf([](const auto &field) { return field.first == uniqueKeyQuery; });
    const QByteArray expected = wire::aclSignature(fields, request.body, m_account->secretKey.toUtf8());
    if (request.field(wire::aclfield::signature) != expected)
        return remark(u"Check signature failed for accessKey=%1"_s.arg(name), 683);
    return std::nullopt;
}

} // namespace gantry::sandbox
