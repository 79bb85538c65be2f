// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/settingsform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QLineEdit>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr std::array shownElsewhere{"group"_L1, "nameServers"_L1, "instanceName"_L1};

bool isShownElsewhere(const ProducerSetting &setting)
{
    return std::ranges::find(shownElsewhere, QLatin1StringView(setting.name)) != shownElsewhere.end();
}

bool isDefault(const ProducerSetting &setting, const ProducerConfig &config)
{
    static const ProducerConfig defaults;
    return setting.read(config) == setting.read(defaults);
}

/// What core describes in English; empty stays empty.
QString translated(const char *text)
{
    return *text ? QCoreApplication::translate("gantry::ProducerSetting", text) : QString();
}

} // namespace

SettingsForm::SettingsForm(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    for (const ProducerSetting &setting : producerSettings()) {
        if (!isShownElsewhere(setting))
            addRow(setting);
    }
    m_layout->setColumnStretch(1, 1);
    m_layout->setRowStretch(m_layout->rowCount(), 1);
    retranslate();
    show({});
}

void SettingsForm::addRow(const ProducerSetting &setting)
{
    const QString name = QLatin1StringView(setting.name);
    const Row row{&setting,
                  new QLabel(this),
                  makeEditor(setting),
                  new QLabel(this),
                  new QToolButton(this),
                  new MessageLabel(this),
                  {}};
    row.label->setBuddy(row.editor);
    row.editor->setObjectName(name);
    row.message->setObjectName(name + u"Message"_s);
    row.reset->setObjectName(name + u"Reset"_s);
    row.reset->setFocusPolicy(Qt::StrongFocus);
    row.reset->setText(u"↺"_s);
    connect(row.reset, &QToolButton::clicked, this, [this, &setting] {
        write(setting, setting.read(ProducerConfig()));
        Row &reset = this->row(setting);
        setEditor(reset, setting.read(m_config));
        reset.editor->setFocus();
    });
    const int line = m_layout->rowCount();
    m_layout->addWidget(row.label, line, 0);
    m_layout->addWidget(row.editor, line, 1);
    m_layout->addWidget(row.unit, line, 2);
    m_layout->addWidget(row.reset, line, 3);
    m_layout->addWidget(row.message, line + 1, 1, 1, 3);
    m_rows.push_back(row);
}

QWidget *SettingsForm::makeEditor(const ProducerSetting &setting)
{
    using Kind = ProducerSetting::Kind;
    if (setting.kind == Kind::Flag) {
        auto *box = new QCheckBox(this);
        connect(box, &QCheckBox::toggled, this,
                [this, &setting](bool isOn) { write(setting, isOn ? u"true"_s : u"false"_s); });
        return box;
    }
    if (setting.kind == Kind::Choice) {
        auto *choice = new QComboBox(this);
        choice->addItems(setting.choices());
        connect(choice, &QComboBox::currentTextChanged, this,
                [this, &setting](const QString &text) { write(setting, text); });
        return choice;
    }
    auto *edit = new QLineEdit(this);
    connect(edit, &QLineEdit::textEdited, this,
            [this, &setting](const QString &text) { write(setting, text.trimmed()); });
    return edit;
}

void SettingsForm::retranslate()
{
    for (const Row &row : m_rows) {
        const QString name = QLatin1StringView(row.setting->name);
        const QString range = tr("Range: %1").arg(QLatin1StringView(row.setting->range));
        const QString byDefault = tr("Default: %1").arg(row.setting->read(ProducerConfig()));
        const QString toolTip = translated(row.setting->summary) + u'\n' + range + u'\n' + byDefault;
        row.unit->setText(translated(row.setting->unit));
        row.editor->setAccessibleName(name);
        row.editor->setAccessibleDescription(translated(row.setting->summary));
        row.editor->setToolTip(toolTip);
        row.label->setToolTip(toolTip);
        row.reset->setAccessibleName(tr("Reset %1 to its default").arg(name));
        row.reset->setToolTip(tr("Reset to the default, %1").arg(row.setting->read(ProducerConfig())));
        mark(row, m_config);
    }
}

void SettingsForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

SettingsForm::Row &SettingsForm::row(const ProducerSetting &setting)
{
    return *std::ranges::find(m_rows, &setting, &Row::setting);
}

int SettingsForm::changedCount(const ProducerConfig &config)
{
    return int(std::ranges::count_if(producerSettings(), [&config](const ProducerSetting &setting) {
        return !isShownElsewhere(setting) && !isDefault(setting, config);
    }));
}

void SettingsForm::show(const ProducerConfig &config)
{
    m_config = config;
    for (Row &row : m_rows) {
        const QString text = row.setting->read(config);
        if (std::exchange(row.shown, text) != text) {
            setEditor(row, text);
            row.message->clear();
        }
        mark(row, config);
    }
}

void SettingsForm::setEditor(const Row &row, const QString &text)
{
    const QSignalBlocker blocker(row.editor);
    if (auto *box = qobject_cast<QCheckBox *>(row.editor))
        box->setChecked(text == "true"_L1);
    else if (auto *choice = qobject_cast<QComboBox *>(row.editor))
        choice->setCurrentText(text);
    else if (auto *edit = qobject_cast<QLineEdit *>(row.editor); edit->text() != text) {
        edit->setText(text);
        edit->setCursorPosition(0); // of a long list the beginning
    }
}

/// A setting that is not the default's stands in bold, with a dot for whom bold is nothing.
void SettingsForm::mark(const Row &row, const ProducerConfig &config)
{
    const bool isChanged = !isDefault(*row.setting, config);
    const QString name = QLatin1StringView(row.setting->name);
    row.label->setText(isChanged ? u"• "_s + name : name);
    QFont font = row.label->font();
    font.setBold(isChanged);
    row.label->setFont(font);
    row.reset->setEnabled(isChanged || !row.message->text().isEmpty());
}

void SettingsForm::write(const ProducerSetting &setting, const QString &text)
{
    Row &row = this->row(setting);
    if (const Result<void> written = setting.write(m_config, text); !written) {
        const QString kept = tr("“%1” is not possible here: give %2. %3 stays in effect.");
        row.message->say(Status::Bad,
                         kept.arg(text, QLatin1StringView(setting.range), setting.read(m_config)));
        mark(row, m_config);
        return;
    }
    row.message->clear();
    row.shown = setting.read(m_config);
    mark(row, m_config);
    Q_EMIT edited(m_config);
}

} // namespace gantry::ui
