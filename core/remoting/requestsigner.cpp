// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/requestsigner.h"

namespace gantry::remoting {

RequestSigner::RequestSigner(const AclCredentials &credentials)
    : m_accessKey(credentials.accessKey.toUtf8())
    , m_securityToken(credentials.securityToken.reveal().toUtf8())
    , m_signer(credentials.secretKey.reveal().toUtf8())
{
}

void RequestSigner::sign(wire::RemotingCommand &command)
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
    fields.append({aclfield::signature.toByteArray(), m_signer.signature(fields, command.body)});
}

} // namespace gantry::remoting
