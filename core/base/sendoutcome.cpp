// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/sendoutcome.h>

using namespace Qt::StringLiterals;

namespace gantry {

QLatin1String name(SendMode mode)
{
    switch (mode) {
    case SendMode::Sync:
        return "sync"_L1;
    case SendMode::Async:
        return "async"_L1;
    case SendMode::Oneway:
        return "oneway"_L1;
    }
    return {};
}

QLatin1String name(SendStatus status)
{
    switch (status) {
    case SendStatus::SendOk:
        return "SEND_OK"_L1;
    case SendStatus::FlushDiskTimeout:
        return "FLUSH_DISK_TIMEOUT"_L1;
    case SendStatus::FlushSlaveTimeout:
        return "FLUSH_SLAVE_TIMEOUT"_L1;
    case SendStatus::SlaveNotAvailable:
        return "SLAVE_NOT_AVAILABLE"_L1;
    case SendStatus::Oneway:
        return "ONEWAY"_L1;
    }
    return {};
}

} // namespace gantry
