// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace gantry::testing {

/// A program of the JDK, out of JAVA_HOME or the search path; empty if there is none.
[[nodiscard]] QString jdkProgram(const QString &name);

/// Where `tests/support/rocketmq/cluster fetch` puts the jars of one RocketMQ version.
[[nodiscard]] QString rocketMqJars(const QString &version);

/// What is missing to run RocketMQ's own programs of `version` here; empty when nothing is.
[[nodiscard]] QString whyNoJava(const QString &version);

} // namespace gantry::testing
