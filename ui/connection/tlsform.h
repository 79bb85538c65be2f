// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagelabel.h"
#include <gantry/producerconfig.h>

#include <QCheckBox>
#include <QLineEdit>
#include <QToolButton>
#include <QWidget>

#include <array>

namespace gantry::ui {

/// Whether connections use TLS, and with which files; says when a file cannot be read.
class TlsForm final : public QWidget
{
    Q_OBJECT

public:
    explicit TlsForm(QWidget *parent = nullptr);

    void show(const std::optional<TlsConfig> &tls);

Q_SIGNALS:
    void edited(const std::optional<gantry::TlsConfig> &tls);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct FileField {
        QLabel *label;
        QLineEdit *edit;
        QToolButton *browse;
        MessageLabel *message;
    };

    void build();
    void retranslate();
    void onEdited();
    void check();
    void browse(const FileField &field);

    QCheckBox *m_isOn;
    std::array<FileField, 3> m_files; ///< CA, certificate, key
    QCheckBox *m_insecure;
    MessageLabel *m_warning;
};

} // namespace gantry::ui
