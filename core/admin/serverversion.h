// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace gantry::admin {

/// "5.5.0" of MQVersion's ordinal 513; "V" and the ordinal for one before 4.0.0 or of an unknown scheme.
/// Java: MQVersion#getVersionDesc
[[nodiscard]] QString versionText(int ordinal);

/// "5.5.0" of "V5_5_0", as brokers write brokerVersionDesc; any other text as it is.
[[nodiscard]] QString versionText(const QString &description);

} // namespace gantry::admin
