// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/exchange.h"

namespace gantry::sandbox {

/// Carries out some of a broker's requests. Thread: sandbox. Java: NettyRequestProcessor
class Processor
{
public:
    Processor() = default;
    Processor(const Processor &) = delete;
    Processor &operator=(const Processor &) = delete;
    virtual ~Processor() = default;

    /// False when the request is none of its.
    [[nodiscard]] virtual bool process(const ExchangePtr &exchange) = 0;
};

} // namespace gantry::sandbox
