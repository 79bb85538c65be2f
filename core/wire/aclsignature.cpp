// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/aclsignature.h"

#include <QMap>
#include <QMessageAuthenticationCode>

namespace gantry::wire {

QByteArray aclSignature(const Fields &fields, QByteArrayView body, const QByteArray &secretKey)
{
    QMap<QByteArray, QByteArray> sorted;
    for (const auto &[name, value] : fields) {
        if (name != aclfield::signature)
            sorted.insert(name, value);
    }
    QMessageAuthenticationCode code(QCryptographicHash::Sha1, secretKey);
    for (const QByteArray &value : std::as_const(sorted))
        code.addData(value);
    code.addData(body.data(), body.size());
    return code.result().toBase64();
}

} // namespace gantry::wire
