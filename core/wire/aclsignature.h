// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/command.h"

#include <QByteArray>
#include <QByteArrayView>

namespace gantry::wire {

/// Header fields of signed requests.
namespace aclfield {
inline constexpr QByteArrayView accessKey = "AccessKey";
inline constexpr QByteArrayView securityToken = "SecurityToken";
inline constexpr QByteArrayView signature = "Signature";
} // namespace aclfield

/// The signature of a request for a server with access control: base64 of HMAC-SHA1, by the secret key, over
/// the values of all `fields` but the signature, in the order of their names, and the body. Of a name that
/// comes twice the last value counts, as in Java's maps.
///
/// Java: AclUtils#combineRequestContent, AclSigner
[[nodiscard]] QByteArray aclSignature(const Fields &fields, QByteArrayView body, const QByteArray &secretKey);

} // namespace gantry::wire
