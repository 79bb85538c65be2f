// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/certificate.h"

#include <QRandomGenerator>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

template<auto function>
struct FreedBy {
    template<typename T>
    void operator()(T *pointer) const
    {
        function(pointer);
    }
};

using KeyPointer = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using CertificatePointer = std::unique_ptr<X509, FreedBy<X509_free>>;
using ExtensionPointer = std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>>;
using BioPointer = std::unique_ptr<BIO, FreedBy<BIO_free>>;

constexpr long aDay = 24L * 60 * 60;
constexpr int version3 = 2;

bool addExtension(X509 *certificate, int id, const char *value)
{
    const ExtensionPointer extension(X509V3_EXT_conf_nid(nullptr, nullptr, id, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setNames(X509 *certificate)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    constexpr std::array<unsigned char, 15> text{"Gantry sandbox"};
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text.data(), int(text.size()) - 1, -1, 0)
               == 1
           && X509_set_issuer_name(certificate, name) == 1;
}

/// Yesterday to next year: clocks of containers differ.
bool setTimes(X509 *certificate)
{
    return X509_gmtime_adj(X509_getm_notBefore(certificate), -aDay)
           && X509_gmtime_adj(X509_getm_notAfter(certificate), 365 * aDay);
}

CertificatePointer sign(EVP_PKEY *key)
{
    CertificatePointer made(X509_new());
    X509 *certificate = made.get();
    const bool isMade = certificate && X509_set_version(certificate, version3) == 1
                        && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate),
                                                   QRandomGenerator::system()->generate64() >> 1)
                               == 1
                        && setNames(certificate) && setTimes(certificate)
                        && X509_set_pubkey(certificate, key) == 1
                        && addExtension(certificate, NID_basic_constraints, "critical,CA:TRUE")
                        && addExtension(certificate, NID_key_usage, "critical,digitalSignature,keyCertSign")
                        && addExtension(certificate, NID_ext_key_usage, "serverAuth")
                        && addExtension(certificate, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1")
                        && X509_sign(certificate, key, EVP_sha256()) > 0;
    return isMade ? std::move(made) : nullptr;
}

QByteArray contents(BIO *bio)
{
    QByteArray all;
    std::array<char, 4096> part{};
    for (int read = 0; (read = BIO_read(bio, part.data(), int(part.size()))) > 0;)
        all.append(part.data(), read);
    return all;
}

Result<Certificate> failure()
{
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    return Error{ErrorKind::Internal,
                 u"no certificate can be made: %1"_s.arg(QString::fromLatin1(text.data())),
                 {},
                 std::nullopt};
}

} // namespace

Result<Certificate> makeCertificate()
{
    const KeyPointer key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const CertificatePointer certificate = key ? sign(key.get()) : nullptr;
    const BioPointer certificateText(BIO_new(BIO_s_mem()));
    const BioPointer keyText(BIO_new(BIO_s_mem()));
    if (!certificate || !certificateText || !keyText
        || PEM_write_bio_X509(certificateText.get(), certificate.get()) != 1
        || PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return failure();
    return Certificate{contents(certificateText.get()), contents(keyText.get())};
}

} // namespace gantry::sandbox
