// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/clientcore.h"
#include <gantry/producerconfig.h>
#include <gantry/result.h>

namespace gantry::client {

/// The namespace of topics and groups: the setting, or that of an MQ_INST_ endpoint.
[[nodiscard]] wire::Namespace namespaceOf(const ProducerConfig &config);

/// What a client instance needs of a producer's settings; producer and admin client go by the same. An
/// instance name DEFAULT becomes a unique one. Errors: Config; NameServer (10004) when neither NameServers
/// nor an address server is set.
[[nodiscard]] Result<ClientConfig> clientConfigOf(const ProducerConfig &config);

} // namespace gantry::client
