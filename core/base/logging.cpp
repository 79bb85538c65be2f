// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/logging.h"

namespace gantry::logging {

Q_LOGGING_CATEGORY(remoting, "gantry.remoting", QtWarningMsg)
Q_LOGGING_CATEGORY(client, "gantry.client", QtWarningMsg)
Q_LOGGING_CATEGORY(producer, "gantry.producer", QtWarningMsg)
Q_LOGGING_CATEGORY(sandbox, "gantry.sandbox", QtWarningMsg)

} // namespace gantry::logging
