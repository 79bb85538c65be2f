// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace gantry {

/// What became of the trace records of a producer (ProducerConfig::enableTrace).
struct TraceCounts {
    qint64 recorded = 0; ///< taken, whatever became of them
    qint64 stored = 0;   ///< in the trace topic
    qint64 dropped = 0;  ///< because too many were waiting
    qint64 failed = 0;   ///< because the message that carried them could not be sent

    friend bool operator==(const TraceCounts &, const TraceCounts &) = default;
};

} // namespace gantry
