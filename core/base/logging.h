// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLoggingCategory>

namespace gantry::logging {

Q_DECLARE_LOGGING_CATEGORY(remoting)
Q_DECLARE_LOGGING_CATEGORY(client)
Q_DECLARE_LOGGING_CATEGORY(producer)
Q_DECLARE_LOGGING_CATEGORY(sandbox)

} // namespace gantry::logging
