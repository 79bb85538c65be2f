// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagelabel.h"
#include <gantry/producersettings.h>

#include <QGridLayout>
#include <QToolButton>
#include <QWidget>

#include <vector>

namespace gantry::ui {

/// Every setting that producerSettings() describes, but those that the connection panel shows itself: a row
/// each with its name, an editor by its kind, its unit, and a way back to the default.
class SettingsForm final : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsForm(QWidget *parent = nullptr);

    /// What is typed and refused stays while the configuration is the same.
    void show(const ProducerConfig &config);
    /// How many settings are not the default's.
    [[nodiscard]] static int changedCount(const ProducerConfig &config);

Q_SIGNALS:
    void edited(const gantry::ProducerConfig &config);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Row {
        const ProducerSetting *setting;
        QLabel *label;
        QWidget *editor; ///< QCheckBox, QComboBox or QLineEdit
        QLabel *unit;
        QToolButton *reset;
        MessageLabel *message;
        QString shown; ///< the value that the editor was last given
    };

    void addRow(const ProducerSetting &setting);
    [[nodiscard]] QWidget *makeEditor(const ProducerSetting &setting);
    void retranslate();
    void write(const ProducerSetting &setting, const QString &text);
    [[nodiscard]] Row &row(const ProducerSetting &setting);
    static void setEditor(const Row &row, const QString &text);
    static void mark(const Row &row, const ProducerConfig &config);

    QGridLayout *m_layout;
    std::vector<Row> m_rows;
    ProducerConfig m_config;
};

} // namespace gantry::ui
