// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/command.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct evp_mac_ctx_st; // OpenSSL's

namespace gantry::wire {

/// Header fields of signed requests.
namespace aclfield {
inline constexpr QByteArrayView accessKey = "AccessKey";
inline constexpr QByteArrayView securityToken = "SecurityToken";
inline constexpr QByteArrayView signature = "Signature";
} // namespace aclfield

/// Makes the signatures of requests for a server with access control: base64 of HMAC-SHA1, by the secret key,
/// over the values of all fields but the signature, in the order of their names, and the body. Of a name that
/// comes twice the last value counts, as in Java's maps.
///
/// What depends on the key alone is computed once. Thread: one at a time.
/// Java: AclUtils#combineRequestContent, AclSigner
class AclSigner final
{
public:
    explicit AclSigner(const QByteArray &secretKey);

    [[nodiscard]] QByteArray signature(const Fields &fields, QByteArrayView body);

private:
    struct Delete {
        void operator()(evp_mac_ctx_st *context) const;
    };
    std::unique_ptr<evp_mac_ctx_st, Delete> m_mac; ///< knows the key
};

/// The same, once.
[[nodiscard]] QByteArray aclSignature(const Fields &fields, QByteArrayView body, const QByteArray &secretKey);

} // namespace gantry::wire
