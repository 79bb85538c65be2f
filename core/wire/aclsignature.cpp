// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/aclsignature.h"

#include <QVarLengthArray>

#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace gantry::wire {

namespace {

constexpr size_t sha1Bytes = 20;
constexpr qsizetype usualFields = 32; ///< more than a send has

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

} // namespace

void AclSigner::Delete::operator()(evp_mac_ctx_st *context) const
{
    EVP_MAC_CTX_free(context);
}

AclSigner::AclSigner(const QByteArray &secretKey)
{
    EVP_MAC *hmac = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
    m_mac.reset(EVP_MAC_CTX_new(hmac));
    EVP_MAC_free(hmac); // the context holds it
    std::array digest{'S', 'H', 'A', '1', '\0'};
    const std::array parameters{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
                                OSSL_PARAM_construct_end()};
    [[maybe_unused]] const int isReady =
        EVP_MAC_init(m_mac.get(), bytesOf(secretKey), size_t(secretKey.size()), parameters.data());
    Q_ASSERT(isReady == 1);
}

QByteArray AclSigner::signature(const Fields &fields, QByteArrayView body)
{
    QVarLengthArray<const Fields::value_type *, usualFields> sorted;
    for (const Fields::value_type &field : fields) {
        if (field.first != aclfield::signature)
            sorted.append(&field);
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto *a, const auto *b) { return a->first < b->first; });
    EVP_MAC_CTX *mac = m_mac.get();
    EVP_MAC_init(mac, nullptr, 0, nullptr); // again from the key
    for (qsizetype i = 0; i < sorted.size(); ++i) {
        const bool isOverwritten = i + 1 < sorted.size() && sorted[i + 1]->first == sorted[i]->first;
        if (!isOverwritten)
            EVP_MAC_update(mac, bytesOf(sorted[i]->second), size_t(sorted[i]->second.size()));
    }
    EVP_MAC_update(mac, bytesOf(body), size_t(body.size()));
    QByteArray code(sha1Bytes, Qt::Uninitialized);
    size_t length = 0;
    EVP_MAC_final(mac, reinterpret_cast<unsigned char *>(code.data()), &length, sha1Bytes);
    return code.toBase64();
}

QByteArray aclSignature(const Fields &fields, QByteArrayView body, const QByteArray &secretKey)
{
    return AclSigner(secretKey).signature(fields, body);
}

} // namespace gantry::wire
