// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/aclsignature.h"
#include "wire/command.h"
#include <gantry/aclcredentials.h>

#include <QByteArray>

namespace gantry::remoting {

/// Signs requests. It must be the last one to touch a request: the signature covers every header field.
///
/// Java: AclClientRPCHook
class RequestSigner final
{
public:
    explicit RequestSigner(const AclCredentials &credentials);

    /// Adds the access key, the token if there is one, and the signature; such fields of a hook's go.
    void sign(wire::RemotingCommand &command);

private:
    QByteArray m_accessKey;
    QByteArray m_securityToken;
    wire::AclSigner m_signer;
};

} // namespace gantry::remoting
