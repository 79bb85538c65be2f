// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QTest>

namespace gantry::testing {

/// Whether what is missing to test something is a failure: in CI, and under ./check.
[[nodiscard]] inline bool isAllRequired()
{
    return qEnvironmentVariableIsSet("CI") || qEnvironmentVariableIsSet("GANTRY_REQUIRE_CLUSTER");
}

} // namespace gantry::testing

/// At the start of a test: where `whyNot` is not empty, fails it in CI and skips it loudly elsewhere. `what`:
/// what is not there then, in capitals.
#define GANTRY_NEEDS(whyNot, what)                                                                           \
    do {                                                                                                     \
        const QString whyNot_ = whyNot;                                                                      \
        if (!whyNot_.isEmpty()) {                                                                            \
            const QByteArray text_ = what ", NOTHING WAS TESTED: " + whyNot_.toUtf8();                       \
            if (gantry::testing::isAllRequired())                                                            \
                QFAIL(text_.constData());                                                                    \
            QSKIP(text_.constData());                                                                        \
        }                                                                                                    \
    } while (false)
