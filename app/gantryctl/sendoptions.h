// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commonoptions.h"
#include "messagesource.h"
#include <gantry/transaction.h>

#include <optional>
#include <string>

namespace gantry::ctl {

/// The options of `send`.
struct SendCommandOptions {
    CommonOptions common;
    MessageOptions message;
    std::string mode = "sync";
    quint64 count = 0;
    double rate = 0;
    int inFlight = 1000;
    int threads = 1;
    std::string broker;
    int queueId = -1;
    int batch = 1;
    std::string transaction; ///< commit, rollback, unknown, none; empty: no transactions
    std::string check;       ///< the answer to a check-back; empty: none
    qint64 waitMs = 90'000;
    bool request = false;
    std::optional<qint64> compressOver;
    std::string compression = "zlib";
    std::optional<int> compressionLevel;
    bool flow = false;

    [[nodiscard]] SendMode sendMode() const
    {
        return request || mode == "async" ? SendMode::Async
               : mode == "oneway"         ? SendMode::Oneway
                                          : SendMode::Sync;
    }
};

} // namespace gantry::ctl
