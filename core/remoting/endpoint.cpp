// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "remoting/endpoint.h"

using namespace Qt::StringLiterals;

namespace gantry::remoting {

std::optional<Endpoint> Endpoint::parse(const Address &address)
{
    const QString &text = address.text();
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon <= 0)
        return std::nullopt;
    bool isNumber = false;
    const ushort port = text.mid(colon + 1).toUShort(&isNumber);
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (!isNumber || port == 0 || host.isEmpty())
        return std::nullopt;
    return Endpoint{host, port};
}

Address Endpoint::toAddress() const
{
    const bool isIpv6 = host.contains(u':');
    return Address((isIpv6 ? u"["_s + host + u"]"_s : host) + u':' + QString::number(port));
}

Address vipAddress(const Address &address)
{
    const std::optional<Endpoint> endpoint = Endpoint::parse(address);
    if (!endpoint || endpoint->port <= 2)
        return address;
    return Endpoint{endpoint->host, quint16(endpoint->port - 2)}.toAddress();
}

} // namespace gantry::remoting
