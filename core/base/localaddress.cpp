// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/localaddress.h"

#include <QList>
#include <QNetworkInterface>

namespace gantry {

namespace {

QHostAddress choose()
{
    QHostAddress privateV4;
    QHostAddress v6;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback() || address.isLinkLocal() || address.isNull())
            continue;
        if (address.protocol() == QAbstractSocket::IPv4Protocol) {
            if (address.isGlobal())
                return address;
            privateV4 = address;
        } else if (v6.isNull()) {
            v6 = address;
            v6.setScopeId({});
        }
    }
    if (!privateV4.isNull())
        return privateV4;
    return v6.isNull() ? QHostAddress(QHostAddress::LocalHost) : v6;
}

} // namespace

const QHostAddress &localAddress()
{
    static const QHostAddress address = choose();
    return address;
}

} // namespace gantry
