// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/requestsigner.h"

#include "wire/aclsignature.h"

namespace gantry::remoting {

RequestSigner::RequestSigner(const AclCredentials &credentials)
    : m_accessKey(credentials.accessKey.toUtf8())
    , m_secretKey(credentials.secretKey.reveal().toUtf8())
    , m_securityToken(credentials.securityToken.reveal().toUtf8())
{
}

void RequestSigner::sign(wire::RemotingCommand &command) const
{
    using namespace wire;
    if (!command.fields)
        command.fields.emplace();
    Fields &fields = *command.fields;
    fields.removeIf([](const auto &field) {
        return field.first == aclfield::accessKey || field.first == aclfield::securityToken
               || field.first == aclfield::signature;
    });
    fields.append({aclfield::accessKey.toByteArray(), m_accessKey});
    if (!m_securityToken.isEmpty())
        fields.append({aclfield::securityToken.toByteArray(), m_securityToken});
    fields.append({aclfield::signature.toByteArray(), aclSignature(fields, command.body, m_secretKey)});
}

} // namespace gantry::remoting
