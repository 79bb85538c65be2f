// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/secret.h>

#include <QString>

namespace gantry {

/// Who a client is, for servers with access control: those of 4.x (plain_acl.yml) and of 5.x (ACL 2.0) take
/// the same signature. With credentials every request is signed, heartbeats and route look-ups too, and takes
/// the general encoder, which costs some microseconds each.
///
/// Java: AclClientRPCHook, SessionCredentials
struct AclCredentials {
    QString accessKey; ///< 5.x: the user's name
    Secret secretKey;
    Secret securityToken; ///< of a temporary key; empty: none

    friend bool operator==(const AclCredentials &, const AclCredentials &) = default;
};

} // namespace gantry
