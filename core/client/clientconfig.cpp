// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "client/clientconfig.h"

#include "client/addressserver.h"
#include "client/clientinstance.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::client {

wire::Namespace namespaceOf(const ProducerConfig &config)
{
    return config.namespaceName.isEmpty() ? wire::Namespace::ofEndpoint(config.nameServers)
                                          : wire::Namespace(config.namespaceName);
}

Result<ClientConfig> clientConfigOf(const ProducerConfig &config)
{
    ClientConfig client;
    if (config.nameServers.trimmed().isEmpty() && !config.addressServer.isEmpty()) {
        const Result<QUrl> url = AddressServer::url(config.addressServer, config.unitName);
        if (!url)
            return url.error();
        client.addressServer = *url;
    } else {
        Result<QList<Address>> nameServers = parseNameServers(config.nameServers);
        if (!nameServers)
            return nameServers.error();
        client.nameServers = std::move(nameServers).value();
    }
    const bool isDefault = config.instanceName == "DEFAULT"_L1;
    client.clientId = buildClientId(isDefault ? uniqueInstanceName() : config.instanceName, config.unitName);
    client.remoting.headerType =
        config.headerFormat == HeaderFormat::Json ? wire::HeaderType::Json : wire::HeaderType::RocketMq;
    client.remoting.tls = config.tls;
    client.remoting.connectTimeout = config.connectTimeout;
    client.remoting.addressMap = config.addressMap;
    client.remoting.rpcHooks = config.rpcHooks;
    client.remoting.credentials = config.credentials;
    client.remoting.namespaceV2 = config.namespaceV2.toUtf8();
    client.nameSpace = namespaceOf(config);
    client.routes = {.defaultTopicQueues = config.defaultTopicQueueNums,
                     .useVip = config.vipChannel,
                     .nameSpace = client.nameSpace};
    client.pollNameServerInterval = config.pollNameServerInterval;
    client.heartbeatBrokerInterval = config.heartbeatBrokerInterval;
    return client;
}

} // namespace gantry::client
