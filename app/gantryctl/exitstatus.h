// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gantry::ctl {

/// What a command ends with: a contract that scripts rely on.
enum ExitStatus : int {
    AllAccepted = 0,
    SomeFailed = 1,
    WrongUsage = 2,
    CouldNotStart = 3 ///< configuration, duplicate instance, no NameServer
};

} // namespace gantry::ctl
