// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace gantry::wire {

/// Why a server with access control refused a request.
enum class AccessTrouble {
    NotSigned,      ///< no access key came with it
    UnknownKey,     ///< there is no such user
    DisabledUser,   ///< there is one, who may do nothing for now
    WrongSignature, ///< the secret is not that of the key
    NotAllowed,     ///< the user may not do this
    Unclear
};

/// Nothing when the refusal is about something else. 4.x answers every failed access check with SYSTEM_ERROR
/// and the name AclException; 5.x with NO_PERMISSION, which it also uses for other things.
[[nodiscard]] std::optional<AccessTrouble> accessTrouble(int code, const QString &remark);

/// What to do about it.
[[nodiscard]] QString accessHint(AccessTrouble trouble);

} // namespace gantry::wire
