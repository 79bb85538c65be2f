// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/producerconfig.h>
#include <gantry/result.h>

#include <QLatin1String>
#include <QString>
#include <QStringList>

#include <span>

namespace gantry {

/// One setting of ProducerConfig as people meet it: on the command line, in the window, in the documentation.
struct ProducerSetting {
    enum class Kind { Text, Number, Flag, Choice };

    const char *name;     ///< "sendTimeout"
    const char *javaName; ///< "sendMsgTimeout"; empty for a setting that Java does not have
    const char *unit;     ///< "ms", "bytes"; empty for none
    const char *range;    ///< "1 to 2147483647"; for people
    const char *summary;  ///< one sentence

    QString (*read)(const ProducerConfig &config);
    Result<void> (*write)(ProducerConfig &config, const QString &text);
    Kind kind;

    /// The words that a Flag or a Choice may be; empty for others.
    [[nodiscard]] QStringList choices() const;
};

/// All scalar settings, in the order in which they are shown.
[[nodiscard]] std::span<const ProducerSetting> producerSettings();

/// The setting `name`, or null.
[[nodiscard]] const ProducerSetting *producerSetting(QStringView name);

/// What start() checks before it does anything. Errors: Config, naming the setting and its range; with the
/// code that Java gives where it checks the same.
[[nodiscard]] Result<void> checkProducerConfig(const ProducerConfig &config);

/// The table of docs/CONFIGURATION.md, in Markdown.
[[nodiscard]] QString producerSettingsTable();

} // namespace gantry
